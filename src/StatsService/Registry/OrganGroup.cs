namespace StatsService.Registry;

/// <summary>
/// All that a group of items refers to, read at once, with what the items before changed on top. What was not foreseen
/// is read when it is asked for.
/// </summary>
internal sealed class OrganGroup(OrganDirectory directory, OrganGroupReads reads, OrganChanges changes) : IOrganLookup
{
    public OrganChanges Changes => changes;

    /// <summary>The id of the organ with this id or code, as far as the items name it; else null.</summary>
    public string? IdOf(string code) => changes.IdOf(code) ?? reads.Owners.GetValueOrDefault(code)?.Organ;

    /// <summary>The id of the organ that bears a name in a division, or null.</summary>
    public string? BearerOf(string division, string title)
    {
        var bearer = Organ.Bearer(division, title);
        return changes.IdOf(bearer) ?? reads.Bearers.GetValueOrDefault(bearer);
    }

    /// <summary>Who has a code before this group; null: nobody.</summary>
    public CodeOwner? OwnerBefore(string code) => reads.Owners.GetValueOrDefault(code);

    public async Task<Organ?> Find(string idOrCode, CancellationToken ct)
    {
        var id = IdOf(idOrCode) ?? idOrCode;
        if ((changes.Organ(id) ?? reads.Organs.GetValueOrDefault(id)) is { } organ)
        {
            return organ;
        }

        if (reads.Asked.Contains(idOrCode))
        {
            return null;
        }

        var found = await directory.Find(idOrCode, ct);
        reads.Asked.Add(idOrCode);
        if (found is not null)
        {
            reads.Organs[found.Code] = found;
        }

        return found;
    }

    public async Task<IReadOnlyList<string>> Path(string division, CancellationToken ct)
    {
        if (reads.Paths.TryGetValue(division, out var known))
        {
            return known;
        }

        // No division has an id of ours, but every new organ without a code.
        var path = division.StartsWith(OrganIds.Own, StringComparison.Ordinal)
            ? []
            : await directory.Path(division, ct);
        reads.Paths[division] = path;
        return path;
    }
}
