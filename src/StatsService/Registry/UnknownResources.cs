using Google.Rpc;
using Marten;
using StatsService.Failures;
using StatsService.Forms;

namespace StatsService.Registry;

/// <summary>The refusals of requests that name what is not registered: with what may have been meant.</summary>
internal sealed class UnknownResources(IDocumentStore store, OrganSearch search)
{
    private const int MaxNearest = 5;

    /// <summary>What is longer is no name of an organ, and comparing it takes long.</summary>
    private const int MaxTitle = 100;

    /// <summary>An organ whose name is so alike comes before one whose id is.</summary>
    private const double GoodScore = 0.6;

    /// <summary>An organ that a request refers to.</summary>
    /// <param name="title">What may be its name, where the request tells.</param>
    /// <param name="within">The id of the division to which the nearest ones belong. Empty: any.</param>
    public async Task<Refusal> Organ(string field, string asked, string? title, string within, CancellationToken ct)
    {
        var nearest = await NearOrgans(asked, title, within, ct);
        return Invalid("UNKNOWN_ORGAN", field, nearest, new(
            $"{field}：没有登记的机关“{asked}”。{Zh(nearest)}请核对编码，或先用RegistryService.CreateOrgan登记。",
            $"{field}: the organ '{asked}' is not registered. {En(nearest)}"
            + "Check the id, or register it with RegistryService.CreateOrgan first."));
    }

    /// <summary>A division that a request refers to.</summary>
    /// <param name="within">The id of the division below which the nearest ones lie. Empty: any.</param>
    public async Task<Refusal> Division(string field, string asked, string within, CancellationToken ct)
    {
        var nearest = await NearDivisions(asked, within, ct);
        return Invalid("UNKNOWN_DIVISION", field, nearest, new(
            $"{field}：没有行政区划“{asked}”。{Zh(nearest)}请用RegistryService.ListDivisions查询。",
            $"{field}: there is no division '{asked}'. {En(nearest)}Look it up with RegistryService.ListDivisions."));
    }

    /// <summary>The organ that a request is about.</summary>
    public async Task<Refusal> OrganNotFound(string asked, CancellationToken ct)
    {
        var nearest = await NearOrgans(asked, title: null, within: "", ct);
        return NotFound(nearest, new(
            $"没有登记的机关“{asked}”。{Zh(nearest)}请核对编码，或用RegistryService.SearchOrgans按名称查找。",
            $"The organ '{asked}' is not registered. {En(nearest)}"
            + "Check the id, or look for its name with RegistryService.SearchOrgans."));
    }

    /// <summary>The division that a request is about.</summary>
    public async Task<Refusal> DivisionNotFound(string asked, CancellationToken ct)
    {
        var nearest = await NearDivisions(asked, within: "", ct);
        return NotFound(nearest, new(
            $"没有行政区划“{asked}”。{Zh(nearest)}请用RegistryService.ListDivisions查询。",
            $"There is no division '{asked}'. {En(nearest)}Look it up with RegistryService.ListDivisions."));
    }

    private async Task<List<Near>> NearOrgans(string asked, string? title, string within, CancellationToken ct)
    {
        var alike = title is { Length: <= MaxTitle } ? await search.Find(title, within, MaxNearest, ct) : [];
        var near = await search.Near(asked, within, MaxNearest, ct);
        return [.. alike.Where(hit => hit.Score >= GoodScore).Select(hit => hit.Organ)
            .Concat(near).Concat(alike.Select(hit => hit.Organ))
            .DistinctBy(organ => organ.Id, StringComparer.Ordinal)
            .Take(MaxNearest)
            .Select(organ => new Near(organ.Id, organ.Title))];
    }

    private async Task<List<Near>> NearDivisions(string asked, string within, CancellationToken ct)
    {
        await using var session = store.QuerySession();
        var near = await session.LoadManyAsync<Division>(
            ct, NearIds.Of(asked).Select(id => Registry.Division.Prefix + id));
        return [.. near
            .Where(division => within.Length == 0 || division.Path.Contains(within, StringComparer.Ordinal))
            .OrderBy(division => division.Id, StringComparer.Ordinal)
            .Take(MaxNearest)
            .Select(division => new Near(division.Id, division.Title))];
    }

    private static Refusal Invalid(string reason, string field, List<Near> nearest, LocalizedText text) =>
        new(Code.InvalidArgument, reason, text)
        {
            Violations = [new(field, reason, text)],
            Metadata = Metadata(nearest),
        };

    private static Refusal NotFound(List<Near> nearest, LocalizedText text) =>
        new(Code.NotFound, "RESOURCE_NOT_FOUND", text) { Metadata = Metadata(nearest) };

    /// <summary>The nearest first; titles hold commas, but no line ends.</summary>
    private static Dictionary<string, string> Metadata(List<Near> nearest) => nearest.Count == 0
        ? new(StringComparer.Ordinal)
        : new(StringComparer.Ordinal)
        {
            ["nearest"] = string.Join(',', nearest.Select(near => near.Name)),
            ["nearest_titles"] = string.Join('\n', nearest.Select(near => near.Title)),
        };

    private static string Zh(List<Near> nearest) =>
        nearest.Count == 0 ? "" : $"最接近的：{string.Join('、', nearest.Select(near => $"{near.Name}（{near.Title}）"))}。";

    private static string En(List<Near> nearest) =>
        nearest.Count == 0
            ? ""
            : $"Nearest: {string.Join(", ", nearest.Select(near => $"{near.Name} ({near.Title})"))}. ";

    private sealed record Near(string Name, string Title);
}
