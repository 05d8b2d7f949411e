using StatsService.TestTools;

namespace StatsService.Tests.Reference;

/// <summary>docs/reference is made of the protos: <c>STATS_WRITE_REFERENCE=1</c> has this test write it anew.</summary>
public sealed class ReferenceDocuments
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "reference");

    [Fact]
    public void The_reference_is_that_of_the_protos()
    {
        var pages = new ReferenceWriter().Pages().ToList();
        if (Environment.GetEnvironmentVariable("STATS_WRITE_REFERENCE") is "1")
        {
            pages.ForEach(page => File.WriteAllText(Path.Combine(Folder, page.File), page.Text));
        }

        Assert.Equal(
            pages.Select(page => page.File).Order(StringComparer.Ordinal),
            Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.All(pages, page => Assert.Equal(page.Text, File.ReadAllText(Path.Combine(Folder, page.File))));
    }

    [Fact]
    public void Every_link_in_it_leads_somewhere()
    {
        var pages = new ReferenceWriter().Pages()
            .ToDictionary(page => page.File, page => page.Text, StringComparer.Ordinal);

        foreach (var (file, text) in pages)
        {
            var links = text.Split("](")[1..].Select(rest => rest[..rest.IndexOf(')', StringComparison.Ordinal)])
                .Where(link => link.Contains('#', StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);
            Assert.All(links, link =>
            {
                var at = link.Split('#');
                var headings = pages[at[0].Length == 0 ? file : at[0]].Split('\n')
                    .Where(line => line.StartsWith("##", StringComparison.Ordinal))
                    .Select(line => line.TrimStart('#', ' ').ToLowerInvariant());
                Assert.Single(headings, heading => heading == at[1]);
            });
        }
    }
}
