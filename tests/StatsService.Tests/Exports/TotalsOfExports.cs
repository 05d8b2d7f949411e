using System.Globalization;
using System.Text.Json;
using Google.Protobuf.Reflection;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using static StatsService.Tests.Fixtures.MadeUpReports;

namespace StatsService.Tests.Exports;

/// <summary>Exports hold what the queries answer: all of it, and nothing else.</summary>
public sealed class TotalsOfExports(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task Reports_have_as_many_rows_as_their_forms_have_cells_and_the_sums_of_the_list()
    {
        var division = "divisions/" + await TestOrgans.RegisterDivision(service, "000000");
        for (var i = 1; i <= 130; i++)
        {
            var organ = await TestOrgans.Register(service, division["divisions/".Length..]);
            await service.File(BalancedReports.Of($"{organ}/reports/2021-organ", i));
        }

        var filter = new ReportFilter { Divisions = { division } };
        var rows = await (await ExportedFile.Of(
            service, new ExportReportsRequest { Filter = filter, Format = ExportFormat.Csv })).Rows();

        var listed = await service.Reports.ListReportsAsync(new() { Filter = filter, PageSize = 1000 });
        Assert.Equal(
            listed.Reports.Select(report => report.Name), rows.Select(row => row["report"]).Distinct());
        Assert.Equal(130 * 7 * 25, rows.Count);
        Assert.Equal(
            130 * 131 / 2,
            rows.Where(row => row["cell"] == "applications.received_new@total")
                .Sum(row => long.Parse(row["value"], CultureInfo.InvariantCulture)));
    }

    [Fact]
    public async Task Figures_of_organs_are_those_of_the_query_row_by_row()
    {
        var organ = await TestOrgans.Register(service);
        await service.File(Of(organ, "2021-region", Applications("2021", 3)));
        await service.File(ReportsOfEveryState.Of(organ, "2022-level"));

        await Same(new() { Organs = { organ }, FirstYear = 2020, LastYear = 2023 });
    }

    [Fact]
    public async Task Figures_of_divisions_are_those_of_the_query_row_by_row()
    {
        var division = await TestOrgans.RegisterDivision(service, "000000");
        var organ = await TestOrgans.Register(service, division);
        await service.File(Of(organ, "2021-region", Applications("2021", 3)));
        await service.File(Of(organ, "2022-organ", Applications("2021", 5)));

        await Same(new() { Divisions = { "divisions/" + division }, FirstYear = 2020, LastYear = 2022 });
    }

    private async Task Same(Selection selection)
    {
        var read = new ReadPoint { MinPosition = await service.Position() };
        Measure[] measures =
        [
            new() { Indicator = "applications.received" },
            new() { Indicator = "fees.administrative.amount" },
            new() { Indicator = "applications.granted", Denominator = "applications.total" },
            new() { Indicator = "applications.received", Applicant = ApplicantKind.NaturalPerson },
        ];
        var asked = await service.Statistics.QueryIndicatorsAsync(
            new() { Selection = selection, Measures = { measures }, Read = read });
        foreach (var format in ExportedFile.Flat)
        {
            var rows = await (await ExportedFile.Of(service, new ExportFiguresRequest
            {
                Selection = selection,
                Measures = { measures },
                Format = format,
                Read = read,
            })).Rows();

            Assert.Equal(
                asked.Rows.SelectMany(row => row.Figures.Select(figure => Expected(row.Header, figure))),
                rows.Select(Told));
            Assert.All(rows, row => Assert.Equal(
                row["state"] is "VALUE" or "ZERO", row.ContainsKey("value") || row.ContainsKey("rate")));
        }
    }

    private static string Expected(FigureHeader header, Figure figure) => string.Join(' ',
        header.Organ + header.Division, header.Year, Short(header.Scope), figure.Measure.Indicator,
        Or(figure.Amount?.Value ?? (figure.HasCount ? $"{figure.Count}" : "")),
        Or(figure.Rate is { HasValue: true } rate ? rate.Value.ToString(CultureInfo.InvariantCulture) : ""),
        Or(figure.Rate is { HasNumerator: true } over ? $"{over.Numerator}" : ""),
        Short(header.Basis), Or(header.Revision),
        Or(header.Coverage is { } coverage ? $"{coverage.ExpectedCount}" : ""),
        Or(string.Join('|', figure.Conditions.Where(condition => (int)condition >= 20).Select(Short))),
        Or(string.Join('|', header.Breaks.Select(found => Short(found.Kind)))));

    private static string Told(IReadOnlyDictionary<string, string> row)
    {
        string[] columns =
        [
            "subject", "year", "scope", "indicator", "value", "rate", "numerator", "basis", "revision",
            "expected_count", "conditions", "breaks",
        ];
        return string.Join(' ', columns.Select(column =>
            row.GetValueOrDefault(column, "-").Replace(" | ", "|", StringComparison.Ordinal)));
    }

    /// <summary>A value of an enum as protobuf JSON has it, without the enum's name.</summary>
    private static string Short<T>(T value)
        where T : struct, Enum
    {
        var name = typeof(T).GetField(value.ToString())!
            .GetCustomAttributes(typeof(OriginalNameAttribute), inherit: false)
            .Cast<OriginalNameAttribute>().Single().Name;
        var prefix = JsonNamingPolicy.SnakeCaseUpper.ConvertName(typeof(T).Name) + "_";
        return name.EndsWith("UNSPECIFIED", StringComparison.Ordinal) ? "-" : name[prefix.Length..];
    }

    private static string Or(string text) => text.Length > 0 ? text : "-";
}
