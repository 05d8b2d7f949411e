using StatsService.Forms.Deadlines;

namespace StatsService.Forms.Loading;

/// <summary>What the files of a catalog hold.</summary>
internal sealed record CatalogContent(
    IReadOnlyList<Form> Forms, IReadOnlyList<Indicator> Indicators, IReadOnlyList<Rule> CommonRules,
    CopyRules Copies, Rule SectionDiffers, IReadOnlyList<Rate> Rates, IReadOnlyList<Topic> Topics,
    IReadOnlyList<DeadlineLine> Deadlines, string Version);

/// <summary>Reads the folders: one for each form, <c>Indicators/</c>, <c>Common/</c> and <c>Deadlines/</c>.</summary>
internal static class CatalogReader
{
    private const string CommonFolder = "Common/";
    private const string CopiesFile = "Common/copies.json";
    private const string SectionsFile = "Common/sections.json";
    private const string IndicatorFolder = "Indicators/";
    private const string RatesFile = "Indicators/rates.json";
    private const string TopicsFile = "Indicators/topics.json";
    private const string DeadlinesFile = "Deadlines/deadlines.json";

    public static CatalogContent Read(CatalogFiles files)
    {
        RequireUnique("form", files.FormFolders.Select(folder => files.Read<FormFile>($"{folder}/form.json").Id));
        var folders = files.FormFolders.ToDictionary(
            folder => files.Read<FormFile>($"{folder}/form.json").Id, StringComparer.Ordinal);
        var formFiles = folders.ToDictionary(
            pair => pair.Key, pair => files.Read<FormFile>($"{pair.Value}/form.json"), StringComparer.Ordinal);
        var forms = formFiles.Values
            .OrderBy(file => file.Years.First ?? int.MinValue).ThenBy(file => file.Id, StringComparer.Ordinal)
            .Select(file => Build(files, folders, formFiles, file))
            .ToList();

        var described = files.In(IndicatorFolder).Where(path => path is not (RatesFile or TopicsFile))
            .SelectMany(files.ReadList<IndicatorFile>).ToList();
        RequireUnique("indicator", described.Select(file => file.Name));
        var crosswalk = folders.SelectMany(pair =>
            files.ReadList<MeasureGroup>($"{pair.Value}/measures.json").Select(group => (pair.Key, group)));
        var indicators = new IndicatorBuilder(forms, described).Build(crosswalk);
        var rates = files.ReadList<RateFile>(RatesFile).Select(file => file.ToRate(indicators)).ToList();
        var topics = files.ReadList<TopicFile>(TopicsFile).Select(file => file.ToTopic()).ToList();
        RequireUnique("topic", topics.Select(topic => topic.Id));
        RequireUnique("beginning of a topic", topics.SelectMany(topic => topic.Indicators));
        var common = Rules(files, CommonFolder);
        var deadlines = files.ReadList<DeadlineLine>(DeadlinesFile);
        var copies = files.Read<CopyFile>(CopiesFile).ToRules();
        var sections = files.Read<RuleFile>(SectionsFile).ToRule();
        files.RequireAllRead();
        var rules = folders.Values.SelectMany(folder => Rules(files, folder + "/"))
            .Concat(common).Append(sections).Concat(copies.All);
        RequireUnique("rule", rules.Select(rule => rule.Id));
        return new(forms, indicators, common, copies, sections, rates, topics, deadlines, files.Version(""));
    }

    private static Form Build(
        CatalogFiles files, Dictionary<string, string> folders, Dictionary<string, FormFile> formFiles, FormFile file)
    {
        var folder = folders[file.Id] + "/";
        if (file.Extends is null)
        {
            return FormBuilder.Build(file, Rules(files, folder), files.Version(folder));
        }

        var extended = formFiles.GetValueOrDefault(file.Extends)
            ?? throw new FormatException($"Form {file.Id} extends {file.Extends}, which does not exist.");
        var extendedFolder = folders[file.Extends] + "/";
        return FormBuilder.Build(
            FormMerger.Merge(extended, file),
            [.. Rules(files, extendedFolder), .. Rules(files, folder)],
            files.Version(extendedFolder, folder));
    }

    private static IReadOnlyList<Rule> Rules(CatalogFiles files, string folder) =>
        [.. files.ReadList<RuleFile>(folder + "rules.json").Select(file => file.ToRule())];

    private static void RequireUnique(string what, IEnumerable<string> names)
    {
        if (names.GroupBy(name => name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            throw new FormatException($"The {what} {twice.Key} is there twice.");
        }
    }
}
