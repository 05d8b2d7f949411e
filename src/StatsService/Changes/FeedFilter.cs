using System.Buffers.Binary;
using System.Security.Cryptography;
using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Catalog;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Registry;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Changes;

/// <summary>Which changes a feed holds. Everything set must hold.</summary>
/// <param name="Divisions">Ids, subtrees included. Empty: all.</param>
/// <param name="FirstYear">0: no limit.</param>
/// <param name="LastYear">0: no limit.</param>
/// <param name="Forms">Ids. Empty: all.</param>
/// <param name="Kinds">Empty: all.</param>
/// <param name="Digest">Tells filters apart; never 0.</param>
internal sealed record FeedFilter(
    IReadOnlyList<string> Divisions, int FirstYear, int LastYear, IReadOnlyList<string> Forms,
    IReadOnlySet<Wire.ChangeKind> Kinds, ulong Digest)
{
    public bool HoldsYear(int year) => year >= FirstYear && (LastYear == 0 || year <= LastYear);

    public bool HoldsForms(StoredReport report) => Forms.Count == 0
        || Forms.Intersect(report.Tables.Select(table => table.Form), StringComparer.Ordinal).Any();

    public bool HoldsPath(IEnumerable<string> path) =>
        Divisions.Count == 0 || Divisions.Intersect(path, StringComparer.Ordinal).Any();

    public bool HoldsKind(Wire.ChangeKind kind) => Kinds.Count == 0 || Kinds.Contains(kind);
}

/// <summary>Understands which changes a feed is to hold.</summary>
internal sealed class FeedFilters(OrganDirectory organs, FormCatalog catalog)
{
    private const int MaxDivisions = 100;
    private const int MaxForms = 20;

    public async Task<FeedFilter> Read(Wire.ChangeFilter? asked, CancellationToken ct)
    {
        var filter = asked ?? new();
        Refusals.DemandAtMost("filter.divisions", filter.Divisions.Count, MaxDivisions);
        Refusals.DemandAtMost("filter.forms", filter.Forms.Count, MaxForms);
        Refusals.DemandAtMost("filter.kinds", filter.Kinds.Count, Enum.GetValues<Wire.ChangeKind>().Length);
        FilterYears.Demand(filter.FirstYear, filter.LastYear);

        for (var i = 0; i < filter.Kinds.Count; i++)
        {
            Refusals.DemandDefined(filter.Kinds[i], $"filter.kinds[{i}]");
        }

        return new(
            await organs.Divisions(filter.Divisions, "filter.divisions", ct), filter.FirstYear, filter.LastYear,
            [.. filter.Forms.Select((form, i) => catalog.Referred(form, $"filter.forms[{i}]").Id)],
            filter.Kinds.Where(kind => kind != Wire.ChangeKind.Unspecified).ToHashSet(), Digest(filter));
    }

    /// <summary>The same for the same lists in another order.</summary>
    private static ulong Digest(Wire.ChangeFilter filter)
    {
        var inOrder = new Wire.ChangeFilter
        {
            Divisions = { filter.Divisions.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal) },
            FirstYear = filter.FirstYear,
            LastYear = filter.LastYear,
            Forms = { filter.Forms.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal) },
            Kinds = { filter.Kinds.Distinct().Order() },
        };
        return BinaryPrimitives.ReadUInt64BigEndian(SHA256.HashData(inOrder.ToByteArray())) | 1;
    }
}
