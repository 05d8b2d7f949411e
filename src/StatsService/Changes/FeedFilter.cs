using System.Buffers.Binary;
using System.Security.Cryptography;
using Google.Protobuf;
using StatsService.Catalog;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Registry;
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

    public bool HoldsForms(IEnumerable<string> forms) =>
        Forms.Count == 0 || Forms.Intersect(forms, StringComparer.Ordinal).Any();

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
        DemandAtMost("filter.divisions", filter.Divisions.Count, MaxDivisions);
        DemandAtMost("filter.forms", filter.Forms.Count, MaxForms);
        DemandAtMost("filter.kinds", filter.Kinds.Count, Enum.GetValues<Wire.ChangeKind>().Length);
        foreach (var (field, year) in new[] { ("first_year", filter.FirstYear), ("last_year", filter.LastYear) })
        {
            if (year < 0)
            {
                throw Refusals.InvalidValue(
                    "filter." + field, $"filter.{field}不能为负数（{year}）。", $"filter.{field} cannot be negative ({year}).");
            }
        }

        if (filter.LastYear != 0 && filter.LastYear < filter.FirstYear)
        {
            throw Refusals.InvalidValue(
                "filter.last_year",
                $"filter.last_year（{filter.LastYear}）早于filter.first_year（{filter.FirstYear}）；请对调。",
                $"filter.last_year ({filter.LastYear}) is before filter.first_year ({filter.FirstYear}); swap them.");
        }

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

    private static void DemandAtMost(string field, int count, int max)
    {
        if (count > max)
        {
            throw Refusals.TooMany(field, count, max);
        }
    }
}
