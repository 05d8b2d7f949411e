namespace StatsService.Forms;

/// <summary>What cells measure, across forms.</summary>
/// <param name="Name"><c>applications.refused.state_secret</c>.</param>
/// <param name="ByApplicant">Whether there is one figure for each applicant kind.</param>
/// <param name="Additive">Whether figures of several organs may be added; a distinct count may not.</param>
/// <param name="Extension">Measured by provincial extensions only: never in national sums.</param>
/// <param name="SumOf">The indicators that it is the sum of, where no form prints it.</param>
/// <param name="Measurements">How each form measures it; a form that is not listed does not.</param>
public sealed record Indicator(
    string Name, LocalizedText Title, string Unit, CellType Type, bool ByApplicant, bool Additive, bool Extension,
    IReadOnlyList<string> SumOf, IReadOnlyList<Measurement> Measurements);

/// <summary>How a form measures an indicator: as the sum of cells.</summary>
/// <param name="Rows">Cell codes without <c>@column</c>.</param>
public sealed record Measurement(
    string Form, string Table, IReadOnlyList<string> Rows, Comparability Comparability, LocalizedText? Note);

/// <summary>How far figures of two forms may be chained.</summary>
public enum Comparability
{
    Unspecified = 0,
    Exact = 1,

    /// <summary>Nearly the same; served, marked.</summary>
    Near = 2,

    /// <summary>Not the same: the form's figure is served under its own indicator only, never under this one.</summary>
    Break = 3,
}

/// <summary>Whose applications: the columns of table 3.</summary>
public enum ApplicantKind
{
    /// <summary>The total column, as printed.</summary>
    Unspecified = 0,
    NaturalPerson = 1,
    BusinessEnterprise = 2,
    ResearchInstitution = 3,
    SocialWelfareOrganization = 4,
    LegalServiceOrganization = 5,
    OtherOrganization = 6,
}

/// <summary>What is particular about a figure: below 20 why there is none, from 20 on what qualifies it.</summary>
public enum FigureCondition
{
    None = 0,
    Blank = 1,
    NotApplicable = 2,
    Unreadable = 3,
    Uncertain = 4,
    NotPrinted = 5,
    NotOnForm = 6,
    NotReported = 7,
    NoDenominator = 8,

    /// <summary>A distinct count of several organs cannot be added up (<see cref="Indicator.Additive"/>).</summary>
    NotAdditive = 9,

    /// <summary>A lower bound: a part has no number and no identity proves that it is 0.</summary>
    Partial = 20,

    /// <summary>Not printed but added up from parts that are.</summary>
    Derived = 21,
    Near = 22,

    /// <summary>An open finding of strength ERROR concerns it.</summary>
    Disputed = 23,

    /// <summary>Stands in a sentence only (origin TEXT).</summary>
    StatedInText = 24,
}

/// <summary>An indicator as one part of a report gives it.</summary>
/// <param name="Value">The figure; amounts in yuan. None: <paramref name="Conditions"/> says why.</param>
/// <param name="Cells">The codes of the cells (or ids of the stated figures) that it is made of.</param>
public sealed record Measured(decimal? Value, IReadOnlyList<FigureCondition> Conditions, IReadOnlyList<string> Cells);

/// <summary>The part of a report that speaks for one scope.</summary>
public sealed record ReportPart(Scope Scope, IReadOnlyList<TablePart> Tables, IReadOnlyList<StatedFigure> StatedFigures)
{
    /// <summary>The report year.</summary>
    public int Year { get; init; }
}

/// <summary>A table of a report, cut down to the sections that count.</summary>
public sealed record TablePart(ReportTable Table, Form Form, IReadOnlySet<string> Sections)
{
    /// <summary>The cells without a number that an identity proves to be 0: blank, but no sum is partial.</summary>
    public IReadOnlySet<string> ProvedZero { get; init; } = new HashSet<string>(StringComparer.Ordinal);
}

/// <summary>A quotient of sums of indicators.</summary>
/// <param name="Name"><c>applications.grant_rate</c>.</param>
public sealed record Rate(
    string Name, LocalizedText Title, IReadOnlyList<string> Numerator, IReadOnlyList<string> Denominator);

/// <summary>A rate as one part of a report gives it, always with what it was divided from.</summary>
/// <param name="Value">None: <paramref name="Conditions"/> says why.</param>
public sealed record MeasuredRate(
    decimal? Numerator, decimal? Denominator, double? Value,
    IReadOnlyList<FigureCondition> Conditions, IReadOnlyList<string> Cells);
