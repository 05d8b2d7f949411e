using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Failures;
using StatsService.Registry;
using Kind = Ogi.Stats.V1.DivisionChangeKind;

namespace StatsService.Tests.Registry;

/// <summary>
/// A country in memory whose divisions change as the registry allows it; what it refuses is left undone.
/// </summary>
public sealed class BoundaryHistory
{
    public const string Nation = "n";
    public const int FirstYear = 2015;

    private readonly Dictionary<string, Division> _divisions = new(StringComparer.Ordinal);

    private BoundaryHistory()
    {
        Register(Nation, "", 1);
        foreach (var province in new[] { "p1", "p2" })
        {
            Register(province, Nation, 2);
            foreach (var city in new[] { "a", "b" }.Select(id => province + id))
            {
                Register(city, province, 3);
                foreach (var county in Enumerable.Range(1, 2).Select(i => city + i))
                {
                    Register(county, city, 4);
                    Register(county + "t", county, 5);
                }
            }
        }
    }

    public sealed record Step(int Kind, int Year, int A, int B, int C);

    internal static DivisionTree Tree(IEnumerable<Step> steps)
    {
        var history = new BoundaryHistory();
        foreach (var step in steps)
        {
            history.Do(step);
        }

        return new(history._divisions.Values);
    }

    private void Do(Step step)
    {
        var (one, other, third) = (At(step.A), At(step.B), At(step.C));
        switch (step.Kind)
        {
            case 0:
                var year = step.C % 2 == 0 ? step.Year : 0;
                Register($"r{_divisions.Count}", one.Code, (int)one.Level + 1, year);
                break;
            case 1:
                Change(Kind.Merged, step.Year, [one.Code, other.Code], [other.Code]);
                break;
            case 2:
                var rest = Sibling(one, step.Year);
                Change(Kind.Split, step.Year, [one.Code], step.B % 2 == 0 ? [one.Code, rest] : [rest, third.Code]);
                break;
            case 3:
                Change(Kind.Recoded, step.Year, [one.Code], [step.B % 2 == 0 ? Sibling(one, step.Year) : other.Code]);
                break;
            default:
                Change(Kind.Transferred, step.Year, [one.Code], [one.Code], other.Code);
                break;
        }
    }

    /// <summary>A new division beside another one.</summary>
    private string Sibling(Division division, int year)
    {
        var id = $"s{_divisions.Count}";
        Register(id, division.Path.ElementAtOrDefault(^2) ?? Nation, Math.Max(2, (int)division.Level), year);
        return id;
    }

    private void Register(string id, string parent, int level, int firstYear = 0)
    {
        if (level <= 5)
        {
            var above = parent.Length == 0 ? [] : _divisions[parent].Path;
            Apply(id, new DivisionRecorded
            {
                Division = new() { Title = id, Level = level, Ancestors = { above }, FirstYear = firstYear },
            });
        }
    }

    private void Change(Kind kind, int year, string[] before, string[] after, string parent = "")
    {
        var change = new StoredDivisionChange
        {
            Kind = (int)kind,
            Year = year,
            Predecessors = { before.Distinct() },
            Successors = { after.Distinct() },
            Source = "国函",
        };
        var tree = new DivisionTree(_divisions.Values);
        try
        {
            DivisionChanges.Complete(change, "divisions/" + parent, tree);
        }
        catch (Refusal)
        {
            return;
        }

        foreach (var id in DivisionChanges.Named(change).Union(DivisionChanges.Moved(change, tree)).ToList())
        {
            Apply(id, new DivisionsChanged { Change = change.Clone() });
        }
    }

    private void Apply(string id, IMessage e) =>
        _divisions[id] = Division.Fold(_divisions.GetValueOrDefault(id), Division.Prefix + id, e);

    private Division At(int number) => _divisions.Values.ElementAt(number % _divisions.Count);
}
