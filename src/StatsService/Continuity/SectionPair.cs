using System.Globalization;
using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Reports;
using StatsService.Statistics;

namespace StatsService.Continuity;

/// <summary>
/// A section that two reports of an organ for one year give for the same scope, and in which they differ or are left
/// open: one of them counts (decision 8).
/// </summary>
internal sealed record SectionPair(Rule Rule, Scope Scope, ReportAt Counting, ReportAt Other, SectionCheck Check)
{
    /// <summary>Cells that a finding tells people.</summary>
    private const int Told = 5;

    /// <summary>The same on both reports.</summary>
    public string Id { get; } = $"{Rule.Id}@{Check.Section.Id}@{ReportName.ScopeWord(Scope)}"
        + $"@{ReportName.ScopeWord(Other.Report.Scope)}";

    public IEnumerable<string> Reports => [Counting.Report.Id, Other.Report.Id];

    /// <summary>What is of unknown scope may be of two scopes: it is not compared.</summary>
    /// <param name="reports">Of one organ for one year.</param>
    public static IEnumerable<SectionPair> Of(IEnumerable<ReportAt> reports, FormCatalog catalog) =>
        from parts in CountingPart.Uncut(reports, catalog)
        where parts[0].Part.Scope != Scope.Unknown
        from counting in CountingPart.OneOfEach(parts)
        from other in parts
        where other.At.Report.Id != counting.At.Report.Id
        from check in catalog.CheckSections(counting.Part, other.Part)
        select new SectionPair(catalog.SectionDiffers, other.Part.Scope, counting.At, other.At, check);

    /// <summary>The finding as one of the two reports bears it.</summary>
    public SharedFinding On(AnnualReport report)
    {
        var cells = Check.Differing
            .SelectMany(one => new[] { (Cell: one.Counting, At: Counting), (Cell: one.Other, At: Other) }).ToList();
        var hash = SharedFinding.Hash(cells.Select(one => string.Create(
            CultureInfo.InvariantCulture,
            $"{one.At.Report.Id} {one.Cell.Cell} {one.Cell.Value.Value:0.######} {one.Cell.Value.Unit}")));
        var finding = new Finding(
            Id, Rule, Rule.FindingStrength,
            new(
                Fill(Rule.Message.Zh, text => text.Zh, "；", "、", "元"),
                Fill(Rule.Message.En, text => text.En, "; ", " and ", " yuan")),
            Rule.Expression, null, null, null, [.. cells.Select(one => one.Cell)], hash);
        return new(
            finding,
            [.. cells.Select(one => one.At.Report.Id == report.Id ? "" : YearPart.NameOf(one.At))],
            SharedConfirmation.Of([(Counting.Report, Id), (Other.Report, Id)], hash))
        {
            Others = [.. Reports.Where(name => name != report.Id)],
        };
    }

    private string Fill(
        string message, Func<LocalizedText, string> language, string semicolon, string and, string yuan)
    {
        var cells = string.Join(semicolon, Check.Differing.Take(Told).Select(one =>
            $"{language(one.Counting.Label)} {Number(one.Left, one)}{and}{Number(one.Right, one)}"));
        return message
            .Replace("{section}", language(Check.Section.Title), StringComparison.Ordinal)
            .Replace("{scope}", language(Words(Scope)), StringComparison.Ordinal)
            .Replace("{counting}", Counting.Report.Id, StringComparison.Ordinal)
            .Replace("{other}", Other.Report.Id, StringComparison.Ordinal)
            .Replace("{count}", Check.Differing.Count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{cells}", cells + (Check.Differing.Count > Told ? "…" : ""), StringComparison.Ordinal);

        string Number(decimal number, SectionDifference one) =>
            number.ToString("0.######", CultureInfo.InvariantCulture) + (one.IsAmount ? yuan : "");
    }

    private static LocalizedText Words(Scope scope) => scope switch
    {
        Scope.Organ => new("本机关", "the organ alone"),
        Scope.Level => new("本级", "its level"),
        _ => new("本行政区域", "its region"),
    };
}
