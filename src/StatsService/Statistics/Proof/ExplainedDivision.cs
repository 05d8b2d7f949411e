using StatsService.Callers;
using StatsService.Forms;
using StatsService.Registry;
using StatsService.Reports;
using StatsService.RollUp;
using StatsService.Statistics.Divisions;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Proof;

/// <summary>Explains a figure of a division.</summary>
internal sealed class ExplainedDivision(
    RollUpPoints points, NodeReader nodes, CountryReader countries, OrganDirectory directory, OrganReports reports,
    Shares shares, Subjects subjects, Visibilities visibilities, PublishedRevisions revisions, FormCatalog catalog)
{
    private const int MaxMissing = 20;

    public async Task<Explanation> Explain(Explained asked, Caller caller, CancellationToken ct)
    {
        var point = await points.At(asked.Position, ct);
        var country = await countries.At(point.Log.Number, ct);
        var years = await DivisionYears.Read(asked.Selection, country, directory, ct);
        var key = new NodeKey(years.Divisions[0], years.FirstYear, years.Set);
        var node = (await nodes.At(point.Generation, point.Log.Number, [key], ct))[key];
        var indicators = Measures.Indicators(asked.Measure);
        var topics = Topics.Of(indicators, catalog);
        var figures = BasisFigures.Of(years.Basis, years.LevelOnly, node, topics)[asked.Row];
        var uses = Uses.Of(years, node, figures, topics);
        var slots = indicators
            .Select(name => catalog.Slots.Find(name, (ApplicantKind)asked.Measure.Applicant)!).ToList();
        if (country.Tree.Find(key.Division)!.Level == DivisionLevel.Nation
            && slots.Exists(slot => slot.Indicator.Extension))
        {
            return new([], 0, []); // Rows of provincial forms are in no sum of the nation.
        }

        var walk = new FigureWalk(
            nodes, reports, shares, point, country, years, slots, asked.ToReports);
        var found = await walk.Contributors(key.Division, uses, asked.After, ct).Take(asked.Size + 1).ToListAsync(ct);
        var missing = new MissingOrgans(
            nodes, reports, shares, point, country, key.Year, key.Set, DivisionHeaders.LeastCovered(figures));
        var silent = asked.After is not null ? []
            : await missing.In(key.Division, node, uses, ct).Take(MaxMissing).ToListAsync(ct);

        var organs = await subjects.AsOf(
            [.. found.OfType<ReportContributor>().Select(one => one.Organ).Concat(silent)
                .Select(organ => organ.Code).Distinct(StringComparer.Ordinal)],
            point.Log.Number, ct);
        return new(
            await Written(
                found, organs, years, country, new(catalog, asked.Measure, point.Log.Histories), caller, ct),
            figures.IsWhole || (figures.Topics & topics) == topics
                ? slots.Sum(slot => figures.Sums[slot].Count(FigureMarks.ProvedZero))
                : 0,
            [.. silent.Select(organ => new Wire.MissingOrgan
            {
                Organ = Organ.Prefix + organ.Code,
                Title = organs[organ.Code].TitleIn(key.Year),
                Division = Division.Prefix + organ.Division,
            })]);
    }

    private async Task<IReadOnlyList<(WalkPlace Place, Wire.Contribution Written)>> Written(
        IReadOnlyList<Contributor> found, IReadOnlyDictionary<string, Organ> organs, DivisionYears years,
        Country country, ContributionWriter writer, Caller caller, CancellationToken ct)
    {
        var stated = found.OfType<ReportContributor>().ToList();
        var visible = stated.Zip(await visibilities.Of([.. stated.Select(one => one.Report.At)], caller, ct))
            .ToDictionary(pair => pair.First.Place, pair => pair.Second);
        var written = found
            .Select(one => (one.Place, one switch
            {
                ReportContributor report => writer.Write(
                    report, organs[report.Organ.Code], years.FirstYear, visible[report.Place]),
                _ => writer.Write((DivisionContributor)one, years, country),
            }))
            .ToList();
        await revisions.Write([.. written.Select(one => one.Item2)], country, ct);
        return written;
    }
}
