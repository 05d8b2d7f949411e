using StatsService.Callers;
using StatsService.Canonical;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Registry;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Understands a report as sent, or refuses it with everything that cannot be understood, at once.</summary>
internal sealed class FilingIntake(OrganDirectory organs, Sources sources, FormCatalog catalog)
{
    /// <param name="field">Where the report stands in the request: <c>report</c>.</param>
    /// <param name="group">The filings with which it came. Null: it came alone.</param>
    public async Task<Filing> Read(
        Wire.Report? wire, string field, Caller caller, CancellationToken ct, FilingGroup? group = null)
    {
        if (wire is null)
        {
            throw Refusals.Required(field);
        }

        IOrganFacts lookup = group is null ? organs : group;
        var (name, organ) = await ReadName(wire, field, lookup, ct);
        var problems = new List<ContentProblem>();
        var header = new HeaderReader(problems).Read(wire);
        var texts = await new SectionReader(sources, group, problems).Read(wire.NarrativeSections, header, caller, ct);
        var content = WireContent.Read(wire, name, catalog, problems);
        return problems.Count == 0
            ? new(name, await lookup.Facts(organ, name.Year, ct), header, InOrder(content), texts)
            : throw Refusals.NotUnderstood(problems, field);
    }

    /// <summary>What of a report can be understood, or null where not even its name can.</summary>
    public async Task<Filing?> ReadWhatIsPossible(Wire.Report wire, CancellationToken ct)
    {
        if (ReportName.Parse(wire.Name) is not { } name || await organs.Find(name.Organ, ct) is not { } organ)
        {
            return null;
        }

        var problems = new List<ContentProblem>();
        var content = catalog.Understandable(WireContent.Read(wire, name, catalog, problems));
        return new(name, await organs.Facts(organ, name.Year, ct), new HeaderReader(problems).Read(wire), content, []);
    }

    /// <summary>The report's name by the organ's own id, whichever of its codes was sent.</summary>
    private async Task<(ReportName Name, Organ Organ)> ReadName(
        Wire.Report wire, string field, IOrganFacts lookup, CancellationToken ct)
    {
        if (wire.Name.Length == 0)
        {
            throw Refusals.Required(field + ".name");
        }

        var name = ReportNames.Parse(wire.Name, field + ".name");
        var organ = await lookup.Find(name.Organ, ct)
            ?? throw await organs.Unknown(field + ".name", name.Organ, ReportNames.OrganTitleIn(wire.Title), ct);
        return (name with { Organ = organ.Code }, organ);
    }

    /// <summary>Tables by their id, so that the order in which they were sent makes no difference.</summary>
    private static ReportContent InOrder(ReportContent content) =>
        content with { Tables = [.. content.Tables.OrderBy(table => table.Table, StringComparer.Ordinal)] };
}
