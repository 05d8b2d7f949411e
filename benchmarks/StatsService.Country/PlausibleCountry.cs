using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Country;

/// <summary>
/// A country made up by a plan: its divisions, organs and reports. The reports of an organ and a year depend on nothing
/// else, in whatever order they are asked for. docs/country.md says what is assumed.
/// </summary>
public sealed class PlausibleCountry
{
    private readonly SummedFigures _sums = new();

    public PlausibleCountry(CountryPlan plan)
    {
        Plan = plan;
        Divisions = DivisionTree.Read(plan);
        var roster = new OrganRoster(plan);
        foreach (var division in Divisions)
        {
            roster.Fill(division);
        }

        Organs = [.. Divisions.SelectMany(division => division.Organs)];
    }

    public CountryPlan Plan { get; }

    /// <summary>Each after the one above it.</summary>
    public IReadOnlyList<CountryDivision> Divisions { get; }

    public IReadOnlyList<CountryOrgan> Organs { get; }

    /// <summary>The organ as BatchUpsertOrgans takes it.</summary>
    public static Wire.Organ ToMessage(CountryOrgan organ)
    {
        var wire = new Wire.Organ
        {
            Name = $"organs/{organ.Id}",
            Kind = (Wire.OrganKind)organ.Kind,
            Division = $"divisions/{organ.Division.Id}",
            Source = "StatsService.Country",
        };
        wire.Names.Add(new Wire.TimedName { Title = organ.Title });
        return wire;
    }

    /// <summary>A division, for a registry that does not have the townships.</summary>
    public static Wire.Division ToMessage(CountryDivision division) => new()
    {
        Name = $"divisions/{division.Id}",
        Title = division.Title,
        Level = (Wire.DivisionLevel)division.Level,
        Parent = division.Parent is null ? "" : $"divisions/{division.Parent.Id}",
        Kind = division.Zone ? Wire.DivisionKind.Zone : Wire.DivisionKind.Division,
        Source = "StatsService.Country",
    };

    /// <summary>The reports of an organ for a year, those never filed too: of a government one or two.</summary>
    public IEnumerable<CountryReport> Reports(CountryOrgan organ, int year) =>
        Scopes(organ).Select(scope => Report(organ, year, scope));

    /// <summary>What each organ filed for a scope in a year and in the year before.</summary>
    /// <param name="corrected">As it was corrected to, where it was.</param>
    public IEnumerable<(ReportPart Previous, ReportPart Current)> Years(int lastYear, bool corrected = false) =>
        from organ in Organs
        let parts = Enumerable.Range(CountryPlan.FirstYear, lastYear - CountryPlan.FirstYear + 1)
            .Select(year => Reports(organ, year).Where(report => report.IsFiled)
                .Select(report => (corrected ? report.Correction : null) ?? report.Content)
                .Select(content => FormCatalog.Default.Parts(content)[0])
                .Where(part => part.Tables.Count > 0).ToList())
            .ToList()
        from pair in parts.Zip(parts.Skip(1))
        from current in pair.Second
        from previous in pair.First
        where previous.Scope == current.Scope
        select (previous, current);

    /// <summary>What is true of a scope of an organ, by cell: of a government its level or region.</summary>
    public IReadOnlyDictionary<string, long> Truth(CountryOrgan organ, int year, Scope scope)
    {
        var form = FormFigures.For(organ.Division, year);
        return Figures(organ, year, scope).Select((figure, i) => (form.Cells[i].Code, figure))
            .ToDictionary(cell => cell.Code, cell => cell.figure, StringComparer.Ordinal);
    }

    private static Scope[] Scopes(CountryOrgan organ)
    {
        if (organ.Kind != OrganKind.Government)
        {
            return [Scope.Organ];
        }

        return Dice.For(organ.Key, 0, "scopes").Next() switch
        {
            < Shares.LevelOnly => [Scope.Level],
            < Shares.LevelOnly + Shares.RegionOnly => [Scope.Region],
            < Shares.LevelOnly + Shares.RegionOnly + Shares.Both => [Scope.Level, Scope.Region],
            _ => [Scope.Unknown],
        };
    }

    private CountryReport Report(CountryOrgan organ, int year, Scope scope)
    {
        var dice = Dice.For(organ.Key, year, $"report {(int)scope}");
        var level = scope == Scope.Region && year >= 2019 && dice.Is(Shares.LevelItems)
            ? SummedFigures.Level(organ.Division, year)
            : null;
        var whole = PrintedReport.Make(organ, year, scope, y => Figures(organ, y, scope), level, dice);
        var fate = Draw(dice.Next());
        var spoils = whole.Tables.Count > 0 && dice.Is(fate == Fate.Corrected ? 1 : Plan.Spoilt);
        var beside = Dice.For(organ.Key, year, $"beside {(int)scope}");
        var original = spoils ? CopiedBy(organ, year, beside) : null;
        var spoilt = !spoils ? null
            : original is not null ? (original.Content, SpoilingBeside.Identical)
            : Beside(whole, organ, beside) ?? Spoiling.Spoil(whole, organ.Context, dice);
        fate = fate == Fate.Corrected && spoilt is null ? Fate.Filed : fate;
        var content = spoilt?.Content ?? whole;
        return new(
            organ, content, fate, Published(organ, year, scope, fate, dice), spoilt?.Rule,
            spoilt is null ? [.. KnownText.Broken(whole)] : KnownRules.Broken(content, organ.Context),
            fate == Fate.Corrected ? whole : null)
        {
            CopyOf = fate is Fate.Filed or Fate.Late && beside.Is(Shares.MarkedCopies) ? original : null,
        };
    }

    /// <summary>Now and then the report of the general office: what an organ files is a copy of it.</summary>
    private CountryReport? CopiedBy(CountryOrgan organ, int year, Dice dice)
    {
        var office = organ.Kind is OrganKind.Department or OrganKind.PublicInstitution
            ? organ.Division.Organs.FirstOrDefault(one => one.Kind == OrganKind.GeneralOffice)
            : null;
        var report = office is not null && dice.Is(Shares.Copied) ? Report(office, year, Scope.Organ) : null;
        return report is { IsFiled: true } && KnownCopies.IsTelling(report.Content) ? report : null;
    }

    private static (ReportContent Content, string Rule)? Beside(ReportContent whole, CountryOrgan organ, Dice dice) =>
        FormFujian.IsUsed(organ.Division, whole.Year) ? SpoilingBeside.InCumulative(whole, dice)
        : Scopes(organ).Contains(Scope.Level) ? SpoilingBeside.InSection(whole, dice)
        : null;

    /// <summary>Whether a report of unknown scope is of the level or the region is known to no one.</summary>
    private long[] Figures(CountryOrgan organ, int year, Scope scope) => scope switch
    {
        Scope.Organ => OwnFigures.Of(organ, year),
        Scope.Unknown when Dice.For(organ.Key, 0, "unknown").Is(0.5) => _sums.Region(organ.Division, year),
        Scope.Region => _sums.Region(organ.Division, year),
        _ => SummedFigures.Level(organ.Division, year),
    };

    private static Fate Draw(double drawn)
    {
        foreach (var (fate, share) in new[] { (Fate.Exempt, Shares.Exempt), (Fate.Missing, Shares.Missing),
            (Fate.Late, Shares.Late), (Fate.Withdrawn, Shares.Withdrawn), (Fate.Corrected, Shares.Corrected) })
        {
            drawn -= share;
            if (drawn < 0)
            {
                return fate;
            }
        }

        return Fate.Filed;
    }

    private static DateOnly Published(CountryOrgan organ, int year, Scope scope, Fate fate, Dice dice)
    {
        var deadline = FormCatalog.Default.Deadline(year, scope, organ.Kind, organ.Division.Level)?.Date
            ?? new DateOnly(year + 1, 3, 31);
        return deadline.AddDays(fate == Fate.Late ? dice.Roll(1, 90) : -dice.Roll(0, 20));
    }
}
