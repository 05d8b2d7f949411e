namespace StatsService.Forms.Deadlines;

/// <summary>
/// A line of <c>Deadlines/deadlines.json</c>: a day in the year after the report year. Of several lines the first that
/// fits holds.
/// </summary>
/// <param name="Kinds">Left out, like levels and scopes: all of them.</param>
internal sealed record DeadlineLine(
    YearRange Years, int Month, int Day, string Source,
    IReadOnlyList<OrganKind>? Kinds = null, IReadOnlyList<DivisionLevel>? Levels = null,
    IReadOnlyList<Scope>? Scopes = null)
{
    public bool Fits(int year, Scope scope, OrganKind kind, DivisionLevel level) =>
        Years.Contains(year)
        && Kinds?.Contains(kind) is not false
        && Levels?.Contains(level) is not false
        && Scopes?.Contains(scope) is not false;

    public Deadline After(int year) => new(new DateOnly(year + 1, Month, Day), Source);
}
