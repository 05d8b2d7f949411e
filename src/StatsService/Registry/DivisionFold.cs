using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>What an event makes of what is known of a division.</summary>
internal static class DivisionFold
{
    public static DivisionState Apply(DivisionState? current, string id, IMessage e)
    {
        var state = current?.Clone() ?? new DivisionState();
        switch (e)
        {
            case DivisionRecorded recorded:
                state.Division = recorded.Division.Clone();
                break;
            case DivisionsChanged changed:
                Change(state, id, changed.Change);
                break;
            default:
                throw new InvalidOperationException($"{e.Descriptor.Name} is no event of a division.");
        }

        state.Hash = EventChain.Hash(e);
        return state;
    }

    /// <summary>
    /// Who only stood before ends with the year before; who only stands after begins, if not known otherwise.
    /// </summary>
    private static void Change(DivisionState state, string id, StoredDivisionChange change)
    {
        var before = change.Predecessors.Contains(id);
        var after = change.Successors.Contains(id);
        if (before || after)
        {
            state.Changes.Add(change);
        }

        if (before && !after)
        {
            state.Division.LastYear = change.Year - 1;
        }

        if (after && !before && state.Division.FirstYear == 0)
        {
            state.Division.FirstYear = change.Year;
        }

        if (before && change.Kind == (int)Wire.DivisionChangeKind.Renamed)
        {
            Rename(state.Division, change);
        }

        Move(state.Division, id, change);
    }

    private static void Rename(StoredDivision division, StoredDivisionChange change)
    {
        if (division.Names.Count == 0)
        {
            division.Names.Add(new StoredName { Title = division.Title });
        }

        division.Names[0].LastYear = change.Year - 1;
        division.Names.Insert(0, new StoredName { Title = change.Title, FirstYear = change.Year });
        division.Title = change.Title;
    }

    /// <summary>It comes below another one, by itself or together with one above it.</summary>
    private static void Move(StoredDivision division, string id, StoredDivisionChange change)
    {
        if (change.Moves.FirstOrDefault(move => move.Division == id) is { } own)
        {
            if (division.Parents.Count == 0)
            {
                division.Parents.Add(new StoredParent { Division = division.Ancestors[^1] });
            }

            division.Parents[0].LastYear = change.Year - 1;
            division.Parents.Insert(0, new StoredParent { Division = own.Ancestors[^1], FirstYear = change.Year });
            division.Ancestors.Clear();
            division.Ancestors.Add(own.Ancestors);
        }
        else if (change.Moves.FirstOrDefault(move => division.Ancestors.Contains(move.Division)) is { } above)
        {
            var rest = division.Ancestors.Skip(division.Ancestors.IndexOf(above.Division)).ToList();
            division.Ancestors.Clear();
            division.Ancestors.Add(above.Ancestors);
            division.Ancestors.Add(rest);
        }
    }
}
