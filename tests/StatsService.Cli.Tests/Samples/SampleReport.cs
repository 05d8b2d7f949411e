using System.Text.Json;
using StatsService.Canonical;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Tests.Samples;

/// <summary>A report of <c>samples/</c>, and the figures that were read by hand from the document behind it.</summary>
/// <param name="Problems">What could not be understood: nothing, or a test fails.</param>
internal sealed record SampleReport(
    string Name, Wire.Report Wire, ReportContent Content, IReadOnlyList<ContentProblem> Problems)
{
    private static readonly Dictionary<string, int> SeedNumbers = new(StringComparer.Ordinal)
    {
        ["130127-2018-unknown"] = 0,
        ["140400-2019-region"] = 1,
        ["621027-2017-unknown"] = 2,
        ["440608-2016-unknown"] = 3,
        ["110116-2018-region"] = 4,
    };

    public static IReadOnlyCollection<string> All => SeedNumbers.Keys;

    public static TheoryData<string> Names => [.. SeedNumbers.Keys];

    /// <summary>The figures read by hand.</summary>
    public JsonElement Truth => JsonElement.Parse(File.ReadAllBytes(Repository.Truth(Name)));

    /// <summary>The text of the document as published; only where it is there.</summary>
    public byte[] Document =>
        File.ReadAllBytes(Directory.GetFiles(Repository.Seeds!, $"{SeedNumbers[Name]:000}_*.txt").Single());

    public static SampleReport Read(string name)
    {
        var problems = new List<ContentProblem>();
        var wire = CanonicalJson.Read(File.ReadAllBytes(Repository.Sample(name)), problems);
        Assert.NotNull(wire);
        var content = WireContent.Read(wire, ReportName.Parse(wire.Name)!, FormCatalog.Default, problems);
        return new(name, wire, content, problems);
    }

    public CheckResult Check(DivisionLevel level) =>
        FormCatalog.Default.Check(Content, new(level, OrganKind.Government));

    public CellValue? Cell(string code) =>
        Content.Tables.Select(table => table.Cells.GetValueOrDefault(code)).FirstOrDefault(cell => cell is not null);
}
