namespace StatsService.Forms;

/// <summary>Where a rule takes its force from (the marks of the data dictionary).</summary>
public enum RuleStrength
{
    /// <summary>H1: printed on the form or in its circular.</summary>
    Printed,

    /// <summary>H2: implied by 总计 or by an exhaustive 其中 list.</summary>
    Implied,

    /// <summary>S: may be broken for a reason.</summary>
    Soft,

    /// <summary>P: only plausible.</summary>
    Plausibility,
}

/// <summary>How much weight a finding carries.</summary>
public enum FindingStrength
{
    Unspecified = 0,
    Info = 1,
    Warning = 2,
    Error = 3,
}

/// <summary>What a rule makes of a cell without a number.</summary>
public enum MissingValues
{
    /// <summary>It may be any number from 0: the rule is broken only if no such numbers satisfy it.</summary>
    Bounded,

    /// <summary>The rule is not assessable.</summary>
    NotAssessable,
}

/// <summary>A rule as written in a form's <c>rules.json</c>.</summary>
/// <param name="Id">Unique in the catalog and stable: <c>2019.table3.flow</c>.</param>
/// <param name="Expression">In cell codes; <c>docs/rules.md</c> has the grammar.</param>
/// <param name="Message">
/// A sentence with <c>{left}</c>, <c>{right}</c>, <c>{difference}</c>, <c>{value}</c>, <c>{row}</c>, <c>{column}</c>,
/// <c>{cell}</c>, <c>{year}</c>, <c>{previous_year}</c>.
/// </param>
/// <param name="Source">The line of the dictionary and the words of the circular.</param>
public sealed record Rule(
    string Id, string Expression, string? When, RuleStrength Strength, MissingValues Missing,
    LocalizedText Text, LocalizedText Message, string Source)
{
    /// <summary>Whether it compares a year with the one before: <c>previous(cell)</c>.</summary>
    public bool OverTwoYears => Expression.Contains("previous(", StringComparison.Ordinal);

    public FindingStrength FindingStrength => Strength switch
    {
        RuleStrength.Printed or RuleStrength.Implied => FindingStrength.Error,
        RuleStrength.Soft => FindingStrength.Warning,
        _ => FindingStrength.Info,
    };
}

/// <summary>What is known of the reporting organ. Rules that need what is unknown are not assessable.</summary>
public sealed record CheckContext(DivisionLevel DivisionLevel, OrganKind OrganKind)
{
    public static readonly CheckContext Unknown = new(DivisionLevel.Unspecified, OrganKind.Unspecified);
}

/// <summary>A rule that does not hold in a report.</summary>
/// <param name="Id">Stable within the report: the rule and its instance, <c>2019.table3.flow@total</c>.</param>
/// <param name="Formula">The rule's expression for this instance, in cell codes.</param>
/// <param name="Cells">Every cell and stated figure that takes part, left side first.</param>
/// <param name="ValuesHash">A hash of the values it was found on; a confirmation is bound to it.</param>
public sealed record Finding(
    string Id, Rule Rule, FindingStrength Strength, LocalizedText Message, string Formula,
    decimal? Left, decimal? Right, decimal? Difference, IReadOnlyList<FindingCell> Cells, string ValuesHash);

/// <summary>A cell (or, with an empty table, a stated figure by its id) that takes part in a finding.</summary>
public sealed record FindingCell(string Table, string Cell, LocalizedText Label, CellValue Value)
{
    /// <summary>It stands in a report of the year before.</summary>
    public bool Previous { get; init; }
}

/// <summary>What checking a report gives.</summary>
/// <param name="Findings">The broken rules: ERROR first, each group in the order of the forms.</param>
/// <param name="NotAssessable">The ids of rule instances that a missing or uncertain value left open.</param>
public sealed record CheckResult(IReadOnlyList<Finding> Findings, IReadOnlyList<string> NotAssessable);

/// <summary>What became of an instance of a rule over two years.</summary>
public enum YearsOutcome
{
    Holds,
    Broken,

    /// <summary>A missing or uncertain value leaves it open.</summary>
    NotAssessable,
}

/// <summary>An instance of a rule over two years, judged. What has nothing to look at is not judged.</summary>
/// <param name="Id">Stable: <c>2021.table3.carried@total</c>.</param>
/// <param name="Left">None where a part of it has no number.</param>
/// <param name="Finding">Where it is broken.</param>
public sealed record YearsCheck(
    string Id, Rule Rule, YearsOutcome Outcome, string Formula, decimal? Left, decimal? Right,
    IReadOnlyList<FindingCell> Cells, Finding? Finding);
