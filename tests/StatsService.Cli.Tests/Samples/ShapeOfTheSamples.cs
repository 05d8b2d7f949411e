using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using StatsService.Canonical;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Tests.Samples;

/// <summary>How the samples are written.</summary>
public sealed class ShapeOfTheSamples
{
    [Fact]
    public void Every_file_there_is_one_of_the_five() => Assert.Equal(
        SampleReport.All.Order(StringComparer.Ordinal),
        Directory.GetFiles(Repository.Samples).Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(SampleReport.Names), MemberType = typeof(SampleReport))]
    public void All_of_it_can_be_understood_and_the_file_is_named_for_the_report(string name)
    {
        var sample = SampleReport.Read(name);

        Assert.Empty(sample.Problems.Select(problem => problem.Message.En));
        Assert.Equal($"organs/{name[..6]}/reports/{name[7..]}", sample.Wire.Name);
    }

    [Theory]
    [MemberData(nameof(SampleReport.Names), MemberType = typeof(SampleReport))]
    public void It_is_in_canonical_form(string name)
    {
        var sample = SampleReport.Read(name);
        var canonical = sample.Wire.Clone();
        canonical.Tables.Clear();
        canonical.StatedFigures.Clear();

        WireContent.Write(sample.Content, canonical);

        Assert.Equal(WithoutYuan(canonical), sample.Wire);
    }

    [Theory]
    [MemberData(nameof(SampleReport.Names), MemberType = typeof(SampleReport))]
    public void It_holds_figures_and_nobody_elses_sentences(string name)
    {
        var report = SampleReport.Read(name).Wire;

        Assert.Empty(report.NarrativeSections);
        Assert.All(report.StatedFigures, figure => Assert.Empty(figure.Sentence));
    }

    [OriginalsTheory]
    [MemberData(nameof(SampleReport.Names), MemberType = typeof(SampleReport))]
    public void Its_source_is_the_document_and_its_figures_stand_where_it_says(string name)
    {
        var sample = SampleReport.Read(name);
        var document = sample.Document;

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(document)), sample.Wire.Source.Sha256);
        foreach (var value in sample.Content.StatedFigures.Select(figure => figure.Value))
        {
            var (offset, length) = value.Span!.Value;
            var there = Encoding.UTF8.GetString(document, (int)offset, length);
            var number = value.HasNumber ? value : value.Alternatives[0];
            Assert.Equal(value.Printed ?? number.Value.ToString(CultureInfo.InvariantCulture), there);
        }
    }

    [Fact]
    public void Items_5_6_and_8_of_Changzhi_2019_cover_the_city_level_alone()
    {
        var content = SampleReport.Read("140400-2019-region").Content;

        Assert.Equal(Scope.Region, content.Scope);
        Assert.Equal(
            [("table2.item5", Scope.Level), ("table2.item6", Scope.Level), ("table2.item8", Scope.Level)],
            content.Tables[0].SectionScopes.Select(section => (section.Section, section.Scope)));
        Assert.All(content.Tables, table => Assert.Equal(Scope.Unspecified, table.Scope));
    }

    /// <summary>The service adds the amount in yuan; a file does not state it.</summary>
    private static Wire.Report WithoutYuan(Wire.Report report)
    {
        var cells = report.Tables.SelectMany(table => table.Cells.Values);
        foreach (var value in cells.Concat(report.StatedFigures.Select(figure => figure.Value)))
        {
            value.Amount?.ClearYuan();
        }

        return report;
    }
}
