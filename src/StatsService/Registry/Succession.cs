using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>
/// What merging and splitting share: one event in the stream of every organ concerned, in one transaction.
/// </summary>
internal sealed class Succession(OrganDirectory organs, OrganWriter writer)
{
    private const int MaxOrgans = 50;
    private const int MaxSource = 500;

    /// <summary>For each organ its event, or none at all where exactly this is on record already.</summary>
    /// <param name="etags">By id.</param>
    public static IReadOnlyList<IMessage?> Decide(
        IReadOnlyList<Organ?> concerned, StoredSuccession succession, IReadOnlyDictionary<string, string> etags)
    {
        if (concerned.All(organ => organ!.State.Successions.Contains(succession)))
        {
            return [.. concerned.Select(_ => (IMessage?)null)];
        }

        foreach (var organ in concerned)
        {
            organ!.DemandEtag(etags[organ!.Code]);
            DemandExists(organ!, succession);
        }

        return [.. concerned.Select(_ => new OrgansSucceeded { Succession = succession.Clone() })];
    }

    /// <summary>The ids of organs in a request, each once; too many or unknown ones are refused.</summary>
    public async Task<IReadOnlyList<string>> Ids(IReadOnlyList<string> names, string field, CancellationToken ct)
    {
        if (names.Count == 0)
        {
            throw Refusals.Required(field);
        }

        return names.Count <= MaxOrgans
            ? [.. (await organs.Ids(names, field, ct)).Distinct(StringComparer.Ordinal)]
            : throw Refusals.TooMany(field, names.Count, MaxOrgans);
    }

    /// <param name="read">Understands the request; not asked where it was carried out before.</param>
    /// <param name="etags">By the organs' names, as they were sent.</param>
    /// <returns>The organs concerned, those before first, and the position of their newest event.</returns>
    public async Task<(IReadOnlyList<Wire.Organ> Organs, string Position)> Record(
        RequestKey? request, Func<Task<StoredSuccession>> read, IReadOnlyCollection<KeyValuePair<string, string>> etags,
        Caller caller, CancellationToken ct)
    {
        var written = await writer.WriteAll(
            request,
            async () =>
            {
                var succession = await read();
                Check(succession);
                var concerned = succession.Predecessors.Concat(succession.Successors)
                    .Distinct(StringComparer.Ordinal).ToList();
                var known = await ReadEtags(etags, concerned, ct);
                return new(
                    [.. concerned.Select(id => Organ.Prefix + id)], EventChain.MetaOf(caller),
                    states => Task.FromResult(new StreamDecision(Decide(states, succession, known))));
            },
            ct);
        return (
            [.. written.Select(organ => RegistryPresenter.Present(organ.State))],
            writer.PositionOf(written.MaxBy(organ => organ.Number)!));
    }

    /// <summary>By the ids of the organs concerned, of which none may lack its etag.</summary>
    private async Task<IReadOnlyDictionary<string, string>> ReadEtags(
        IReadOnlyCollection<KeyValuePair<string, string>> etags, IEnumerable<string> concerned, CancellationToken ct)
    {
        Refusals.DemandAtMost("etags", etags.Count, 2 * MaxOrgans);
        var known = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, etag) in etags)
        {
            known[(await organs.Ids([name], $"etags[\"{name}\"]", ct))[0]] = etag;
        }

        return concerned.FirstOrDefault(id => !known.ContainsKey(id)) is { } missing
            ? throw Refusals.Required($"etags[\"{Organ.Prefix}{missing}\"]")
            : known;
    }

    private static void Check(StoredSuccession succession)
    {
        if (!YearRanges.IsYear(succession.Year))
        {
            throw YearRanges.OutOfRange("year", succession.Year);
        }

        if (succession.Source.Length is 0 or > MaxSource)
        {
            throw succession.Source.Length == 0
                ? Refusals.Required("source")
                : Refusals.TooLong("source", succession.Source.Length, MaxSource);
        }
    }

    /// <summary>
    /// Who came before existed in the year before, who comes after exists in that year, as far as is known.
    /// </summary>
    private static void DemandExists(Organ organ, StoredSuccession succession)
    {
        var (first, last) = (organ.State.Organ.FirstYear, organ.State.Organ.LastYear);
        if (succession.Predecessors.Contains(organ.Code)
            && ((first != 0 && first >= succession.Year) || (last != 0 && last < succession.Year - 1)))
        {
            throw NotThen(organ, succession.Year - 1);
        }

        if (succession.Successors.Contains(organ.Code)
            && ((first != 0 && first > succession.Year) || (last != 0 && last < succession.Year)))
        {
            throw NotThen(organ, succession.Year);
        }
    }

    private static Refusal NotThen(Organ organ, int year)
    {
        var (first, last) = (organ.State.Organ.FirstYear, organ.State.Organ.LastYear);
        var years = $"{(first == 0 ? "" : first)}-{(last == 0 ? "" : last)}";
        return Refusals.InvalidValue(
            "year",
            $"year：{organ.Id}（{organ.Title}）的存续年份为{years}，{year}年不存在；请核对年份，或先用UpdateOrgan更正。",
            $"year: {organ.Id} ({organ.Title}) exists in {years}, not in {year}; "
            + "look at the year again, or correct the organ with UpdateOrgan.");
    }
}
