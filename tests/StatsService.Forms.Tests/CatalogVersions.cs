using System.Text;

namespace StatsService.Forms.Tests;

public sealed class CatalogVersions
{
    private static readonly List<(string Path, string Text)> Files =
        [.. FormCatalog.EmbeddedFiles().Select(file => (file.Path, Read(file.Content)))];

    [Fact]
    public void The_version_of_the_catalog_is_a_hash_of_all_of_it()
    {
        Assert.Matches("^[0-9a-f]{64}$", FormCatalog.Default.Version);
        Assert.Equal(FormCatalog.Default.Version, Load(Files).Version);
    }

    [Fact]
    public void The_order_of_files_and_the_ends_of_lines_do_not_matter() => Assert.Equal(
        FormCatalog.Default.Version,
        Load(Files.AsEnumerable().Reverse().Select(file => (file.Path, file.Text.ReplaceLineEndings("\r\n")))).Version);

    [Theory]
    [InlineData("Y2014Beijing/rules.json", "{difference}条", "{difference} 条", "2014-beijing")]
    [InlineData("Y2014/rules.json", "{difference}件", "{difference} 件", "2014 2014-beijing")]
    [InlineData("Common/rules.json", "正文", "文中", "")]
    [InlineData("Indicators/rates.json", "公开率", "公开比例", "")]
    [InlineData("Deadlines/deadlines.json", "\"day\": 20", "\"day\": 28", "")]
    public void A_changed_word_changes_the_version_of_the_catalog_and_of_the_forms_concerned(
        string path, string old, string now, string forms)
    {
        var others = Files.Where(file => file.Path != path);
        var text = Files.Single(file => file.Path == path).Text;
        var changed = Load(others.Append((path, text.Replace(old, now, StringComparison.Ordinal))));

        Assert.NotEqual(FormCatalog.Default.Version, changed.Version);
        Assert.Equal(
            forms.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            changed.Forms.Values.Where(form => form.Version != FormCatalog.Default.Forms[form.Id].Version)
                .Select(form => form.Id));
    }

    private static FormCatalog Load(IEnumerable<(string Path, string Text)> files) =>
        FormCatalog.Load(files.Select(
            file => (file.Path, (Stream)new MemoryStream(Encoding.UTF8.GetBytes(file.Text)))));

    private static string Read(Stream content)
    {
        using var reader = new StreamReader(content);
        return reader.ReadToEnd();
    }
}
