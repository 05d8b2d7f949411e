using Ogi.Stats.V1;
using StatsService.Forms;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;
using AmountUnit = Ogi.Stats.V1.AmountUnit;
using CellType = StatsService.Forms.CellType;
using CellValue = Ogi.Stats.V1.CellValue;
using OrganKind = Ogi.Stats.V1.OrganKind;
using ReportTable = Ogi.Stats.V1.ReportTable;
using Scope = Ogi.Stats.V1.Scope;

namespace StatsService.Tests.Proof;

/// <summary>ExplainFigure: whatever figure is asked for, its contributions add up to it, on every way and page.</summary>
public sealed class ContributionsAddUp(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const int Draws = 40;

    private static readonly string[] Forms = ["2019", "2021"];

    private static readonly string[] Keys = ["2021-organ", "2021-region", "2021-level", "2021-unknown"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Of_random_reports_random_indicators_and_random_divisions(int seed)
    {
        var random = new Random(seed);
        var country = await SmallCountry.New(service.Channel);
        await Fill(country, random);
        var indicators = FormCatalog.Default.Indicators.Values
            .Where(one => one.SumOf is not [] || one.Measurements.Any(measured => Forms.Contains(measured.Form))).ToList();
        var values = 0;
        for (var i = 0; i < Draws; i++)
        {
            var indicator = indicators[random.Next(indicators.Count)];
            var applicant = indicator.ByApplicant ? random.Next(7) : 0;
            var divisors = indicators
                .Where(one => one.Type != CellType.Amount && (applicant == 0 || one.ByApplicant)).ToList();
            var below = divisors[random.Next(divisors.Count)];
            var rate = indicator.Type != CellType.Amount && random.Next(4) == 0 ? "/" + below.Name : "";
            var division = country.Divisions[random.Next(country.Divisions.Count)];
            var selection = new Selection
            {
                Divisions = { "divisions/" + division },
                FirstYear = 2021,
                Basis = (Basis)random.Next(5),
                ReportSet = random.Next(8) == 0 ? ReportSet.Accepted : default,
            };
            if (selection.Basis == Basis.Unspecified && random.Next(3) == 0)
            {
                selection.Scope = Scope.Level;
            }

            values += await Check(division, $"{indicator.Name}{rate}@{applicant}", selection, random.Next(1, 4)) ? 1 : 0;
        }

        Assert.InRange(values, Draws / 8, Draws);
    }

    private async Task<bool> Check(string division, string measure, Selection selection, int pageSize)
    {
        var what = $"{measure} {selection}";
        var queried = await service.Statistics.QueryIndicatorsAsync(
            new() { Selection = selection, Measures = { Explained.Measured(measure) } });
        ExplainFigureResponse? answer = null;
        foreach (var toReports in new[] { false, true })
        {
            answer = await service.Explain(division, measure, request =>
                (request.Selection, request.ToReports, request.PageSize) = (selection, toReports, 1000));
            Assert.Contains(queried.Rows, row =>
                row.Header.Equals(answer.Header) && row.Figures[0].Equals(answer.Figure));
            Explained.AddsUp(answer.Figure, answer.Contributions, what);
            var paged = new List<Contribution>();
            for (var token = ""; paged.Count == 0 || token.Length > 0;)
            {
                var page = await service.Explain(division, measure, request =>
                    (request.Selection, request.ToReports, request.PageSize, request.PageToken) =
                    (selection, toReports, pageSize, token));
                paged.AddRange(page.Contributions);
                token = page.NextPageToken;
                if (page.Contributions.Count == 0)
                {
                    break;
                }
            }

            Assert.True(answer.Contributions.SequenceEqual(paged), what);
        }

        Assert.All(answer!.Contributions, one => Assert.NotEqual("", one.Header.Organ));
        Assert.Equal(Math.Min(20, answer.MissingCount), answer.Missing.Count);
        return answer.Figure.ValueCase != Figure.ValueOneofCase.None;
    }

    private async Task Fill(SmallCountry country, Random random)
    {
        var organs = country.Divisions.ToList();
        foreach (var division in country.Divisions)
        {
            organs.AddRange(await country.Departments(division, 2));
        }

        organs.Add(await country.Organ(country.County + "-tax", country.County, OrganKind.VerticalSystem));
        foreach (var organ in organs)
        {
            foreach (var key in Keys.Where(_ => random.Next(3) == 0))
            {
                var form = random.Next(4) == 0 ? "2019" : "2021";
                string[] tables = random.Next(3) == 0 ? ["table3"] : ["table2", "table3", "table4"];
                var report = MadeUpReports.Of("organs/" + organ, key, [.. tables.Select(t => Table(t, form, random))]);
                if (random.Next(4) == 0)
                {
                    report.Tables[0].Scope = (Scope)random.Next(1, 4);
                }

                if (random.Next(5) == 0)
                {
                    report.StatedFigures.Add(MadeUpReports.Stated("t1", "actions.licensing.decisions", 7));
                }

                await service.File(report);
            }
        }
    }

    private static ReportTable Table(string table, string form, Random random)
    {
        var wire = new ReportTable { Table = table, Form = "forms/" + form };
        foreach (var cell in FormCatalog.Default.Forms[form].Table(table)!.Cells.Where(_ => random.Next(8) > 0))
        {
            wire.Cells[cell.Code] = random.Next(4) switch
            {
                0 => new CellValue { Gap = (CellGap)random.Next(1, 4) },
                _ when cell.Type == CellType.Amount => new CellValue
                {
                    Amount = new() { Value = $"{random.Next(1000)}.5", Unit = AmountUnit.TenThousandYuan },
                },
                _ => new CellValue { Count = random.Next(50) },
            };
        }

        return wire;
    }
}
