namespace StatsService.Forms.Checking;

/// <summary>
/// <c>table(figure)</c>: what the tables of the same report, scope and year have for the indicators that a sentence
/// may mean. A sentence may mean several; the one that fits is taken. What a form measures only nearly is not compared.
/// </summary>
internal static class TableFigure
{
    public static Reading Read(Situation situation) => Best(situation)?.Reading ?? Reading.Undefined;

    public static IEnumerable<FindingCell> Cells(Situation situation)
    {
        if (Best(situation) is not { } best)
        {
            yield break;
        }

        foreach (var code in best.Measured.Cells)
        {
            var (table, cell) = best.Part.Tables
                .Select(t => (t.Table, Cell: t.Form.Cells.GetValueOrDefault(code)))
                .First(found => found.Table.Table == found.Cell?.Table);
            yield return new(table.Table, code, cell!.Label, table[code]);
        }
    }

    private static Candidate? Best(Situation situation)
    {
        var figure = situation.Figure!;
        var scope = situation.Content.ScopeOf(figure);
        var part = situation.Parts.Value.FirstOrDefault(p => p.Scope == scope);
        if (part is null || (figure.Year ?? situation.Content.Year) != situation.Content.Year)
        {
            return null;
        }

        var stated = situation.Catalog.Number(figure);
        var candidates = figure.Indicators
            .Select(indicator => situation.Catalog.Measure(part, indicator, tablesOnly: true))
            .Select(measured => new Candidate(part, measured, ToReading(measured)))
            .Where(candidate => candidate.Reading.Standing != Standing.Undefined)
            .ToList();
        return candidates.Find(c => stated is { } value && c.Reading.Range.Meets(Interval.Exactly(value)))
            ?? candidates.Find(c => c.Reading.Standing == Standing.Unsettled)
            ?? candidates.FirstOrDefault();
    }

    private static Reading ToReading(Measured measured) => measured switch
    {
        _ when measured.Conditions.Contains(FigureCondition.Near) => Reading.Undefined,
        { Value: { } value } when measured.Conditions.Contains(FigureCondition.Partial) =>
            new(Standing.Missing, new(value, null), value),
        { Value: { } value } => Reading.Of(value),
        { Conditions: [FigureCondition.Uncertain] } => Reading.Unsettled,
        { Conditions: [FigureCondition.Blank or FigureCondition.NotApplicable or FigureCondition.Unreadable] } =>
            Reading.AnyCount,
        _ => Reading.Undefined,
    };

    private sealed record Candidate(ReportPart Part, Measured Measured, Reading Reading);
}
