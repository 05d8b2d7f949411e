using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Failures;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Reads an organ as sent.</summary>
/// <param name="problems">Takes everything that cannot be understood.</param>
internal sealed class OrganReader(ICollection<ContentProblem> problems)
{
    private const int MaxNames = 50;
    private const int MaxOthers = 20;
    private const int MaxTitle = 100;
    private const int MaxSource = 500;

    public StoredOrgan Read(Wire.Organ wire)
    {
        Demand(wire.Names.Count > 0, "names");
        Demand(wire.Kind != Wire.OrganKind.Unspecified, "kind");
        Demand(wire.Division.Length > 0, "division");
        if (!Enum.IsDefined(wire.Kind))
        {
            problems.Add(CommonProblems.Undefined("kind", wire.Kind));
        }

        Limit(wire.Names.Count, MaxNames, "names");
        Limit(wire.Aliases.Count, MaxOthers, "aliases");
        Limit(wire.Codes.Count, MaxOthers, "codes");
        Length(wire.Source, MaxSource, "source");
        var years = YearRanges.Read(wire.Years, "years", problems);
        return new()
        {
            Names = { wire.Names.Select((name, i) => Name(name, $"names[{i}]")) },
            Aliases = { Each(wire.Aliases.Select((alias, i) => Title(alias, $"aliases[{i}]"))) },
            Codes = { Each(wire.Codes.Select((code, i) => Code(code, $"codes[{i}]"))) },
            Kind = (int)wire.Kind,
            Division = Id("divisions", wire.Division, "division"),
            Parent = Id("organs", wire.Parent, "parent"),
            FirstYear = years.First,
            LastYear = years.Last,
            Source = wire.Source,
        };
    }

    /// <summary>Refuses more names, aliases or codes than an organ may have.</summary>
    public static void DemandLimits(StoredOrgan organ, string field)
    {
        var problems = new List<ContentProblem>();
        var reader = new OrganReader(problems);
        reader.Limit(organ.Names.Count, MaxNames, "names");
        reader.Limit(organ.Aliases.Count, MaxOthers, "aliases");
        reader.Limit(organ.Codes.Count, MaxOthers, "codes");
        if (problems.Count > 0)
        {
            throw Refusals.NotUnderstood(problems, field);
        }
    }

    /// <summary>An id in the name of a resource, or alone. Empty where none is given or it cannot be one.</summary>
    public string Id(string collection, string name, string path)
    {
        if (name.Length == 0)
        {
            return "";
        }

        var id = ResourceIds.Id(collection, name);
        if (!ResourceIds.IsValid(id))
        {
            problems.Add(new("INVALID_NAME", path, new(
                $"{path}“{name}”不是有效名称；应形如{collection}/{{id}}，id用字母、数字和.-_，至多64个。",
                $"{path} '{name}' is no valid name; it looks like {collection}/{{id}}, "
                + "the id of at most 64 letters, digits, dots, dashes and underscores.")));
            return "";
        }

        return UnifiedCodeIsWhole(id, path) ? id : "";
    }

    private static IEnumerable<string> Each(IEnumerable<string> texts) => texts.Distinct(StringComparer.Ordinal);

    private string Code(string code, string path)
    {
        Demand(code.Length > 0, path);
        return Id("organs", code, path);
    }

    private bool UnifiedCodeIsWhole(string code, string path)
    {
        if (!UnifiedCode.IsMeant(code) || UnifiedCode.IsValid(code))
        {
            return true;
        }

        problems.Add(new("INVALID_VALUE", path, new(
            $"{path}“{code}”不是有效的统一社会信用代码（GB 32100-2015，大写，末位为校验码）；请核对。",
            $"{path} '{code}' is no valid unified social credit code "
            + "(GB 32100-2015: capitals, the last character checks the others); look again.")));
        return false;
    }

    private StoredName Name(Wire.TimedName name, string path)
    {
        var years = YearRanges.Read(name.Years, path + ".years", problems);
        return new() { Title = Title(name.Title, path + ".title"), FirstYear = years.First, LastYear = years.Last };
    }

    private string Title(string title, string path)
    {
        Demand(!string.IsNullOrWhiteSpace(title), path);
        Length(title, MaxTitle, path);
        if (title.Any(char.IsControl))
        {
            problems.Add(CommonProblems.ControlCharacters(path));
        }

        return title.Trim();
    }

    private void Demand(bool given, string path)
    {
        if (!given)
        {
            problems.Add(CommonProblems.Required(path));
        }
    }

    private void Limit(int count, int max, string path)
    {
        if (count > max)
        {
            problems.Add(CommonProblems.TooMany(path, count, max));
        }
    }

    private void Length(string text, int max, string path)
    {
        if (text.Length > max)
        {
            problems.Add(CommonProblems.TooLong(path, text.Length, max));
        }
    }
}
