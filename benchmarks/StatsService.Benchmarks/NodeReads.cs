using Microsoft.Extensions.DependencyInjection;
using Ogi.Stats.V1;
using StatsService.Forms;
using StatsService.Forms.Measuring;
using StatsService.RollUp;
using StatsService.Statistics;
using StatsService.Statistics.Divisions;

namespace StatsService.Benchmarks;

/// <summary>Reads nodes from the database as queries do, without what is kept in memory.</summary>
internal sealed class NodeReads
{
    private static readonly Forms.ApplicantKind[] Kinds =
        [.. Enum.GetValues<Forms.ApplicantKind>().Where(kind => kind != Forms.ApplicantKind.Unspecified)];

    private static readonly Measure Rate = new()
    {
        Indicator = "applications.granted_any",
        Denominator = "applications.total",
    };

    private readonly NodeReader _reader;
    private readonly FigureLayouts _layouts;
    private readonly RollUpPoint _point;
    private readonly FormCatalog _catalog = FormCatalog.Default;
    private readonly SlotPick _matrixOnly;
    private readonly SlotPick _rateOnly = Measures.Slots(Rate, FormCatalog.Default);

    public NodeReads(BenchmarkService service)
    {
        _reader = service.Services.GetRequiredService<NodeReader>();
        _layouts = service.Services.GetRequiredService<FigureLayouts>();
        _point = service.Services.GetRequiredService<RollUpProgress>().Current!;
        _matrixOnly = Measures.Slots(
            _catalog, [.. _layouts.Applications.Measured, .. _layouts.Applicant.Measured], Kinds);
    }

    public Task<IReadOnlyDictionary<NodeKey, Node>> Nodes(
        IEnumerable<string> divisions, IEnumerable<int> years, long? number = null, SlotPick? only = null) =>
        _reader.At(
            _point.Generation, number ?? _point.Log.Number,
            [.. divisions.SelectMany(division => years.Select(
                year => new NodeKey(division, year, StatsService.RollUp.ReportSet.OnFile)))],
            default, only);

    /// <summary>All of table 3, with the six applicant kinds.</summary>
    public async Task Matrix(IReadOnlyList<string> divisions, int year, long? number = null)
    {
        foreach (var node in (await Nodes(divisions, [year], number, _matrixOnly)).Values)
        {
            var figures = new SumFigures(_catalog, node.Resolved(), ulong.MaxValue, ofNation: true);
            _layouts.Applications.Fill<ApplicationOutcomesRow>(figures);
            foreach (var kind in Kinds)
            {
                _layouts.Applicant.Fill<ApplicationOutcomes>(figures, kind);
            }
        }
    }

    /// <summary>One rate of several divisions or years: of each node what a ranking or a series reads.</summary>
    public async Task Figure(IReadOnlyList<string> divisions, IEnumerable<int> years)
    {
        foreach (var node in (await Nodes(divisions, years, only: _rateOnly)).Values)
        {
            new SumFigures(_catalog, node.Resolved(), ulong.MaxValue, ofNation: true)
                .Divide([Rate.Indicator], [Rate.Denominator]);
        }
    }

    /// <summary>
    /// Positions at random at which the roll-up once stood, since there are reports: those that answers carried.
    /// </summary>
    public Task<IReadOnlyList<long>> Random(CountryDatabase country) => Numbers(country, """
        select number from ogi.roll_up_batch
        where generation = $1 and number > (select min(seq_id) from ogi.mt_events where type = 'report_filed')
        order by md5(number::text) limit 50
        """);

    /// <summary>Positions at random among the reports of a year, where no batch of the roll-up ends.</summary>
    public Task<IReadOnlyList<long>> Within(CountryDatabase country, int year) => Numbers(country, $"""
        select seq_id from ogi.mt_events
        where type = 'report_filed' and stream_id like '%/reports/{year}-%'
          and seq_id not in (select number from ogi.roll_up_batch where generation = $1)
        order by md5(seq_id::text) limit 50
        """);

    private async Task<IReadOnlyList<long>> Numbers(CountryDatabase country, string sql)
    {
        await using var command = country.Source.CreateCommand(sql);
        command.Parameters.Add(new() { Value = _point.Generation });
        var numbers = new List<long>();
        await using var reader = await command.ExecuteReaderAsync();
        while (await reader.ReadAsync())
        {
            numbers.Add(reader.GetInt64(0));
        }

        return numbers;
    }
}
