namespace StatsService.Forms.Checking;

/// <summary>What a rule looks at: one table of a report, or one stated figure.</summary>
internal sealed record Situation(FormCatalog Catalog, ReportContent Content, CheckContext Context)
{
    public ReportTable? Table { get; init; }
    public Form? Form { get; init; }
    public StatedFigure? Figure { get; init; }

    /// <summary>What was reported the year before for the same scope; for rules over two years.</summary>
    public ReportPart? Previous { get; init; }

    /// <summary>The parts of the report by scope; asked for by few rules.</summary>
    public required Lazy<IReadOnlyList<ReportPart>> Parts { get; init; }
}

/// <summary>A term of a rule that was bound to what it reads.</summary>
internal abstract record Operand(decimal Factor, string Text)
{
    /// <summary>The cell that it looks at, if it is one.</summary>
    public virtual FormCell? Cell => null;

    public abstract Reading Read(Situation situation);

    /// <summary>The cells and stated figures that it read.</summary>
    public virtual IEnumerable<FindingCell> Cells(Situation situation) => [];
}

internal sealed record NumberOperand(decimal Factor, string Text) : Operand(Factor, Text)
{
    public override Reading Read(Situation situation) => Reading.Of(1);
}

internal sealed record CellOperand(decimal Factor, string Text, FormCell Field) : Operand(Factor, Text)
{
    public override FormCell Cell => Field;

    public override Reading Read(Situation situation) =>
        Reading.Of(situation.Table![Field], Field.Type, Field.Optional);

    public override IEnumerable<FindingCell> Cells(Situation situation) =>
        [new(Cell.Table, Cell.Code, Cell.Label, situation.Table![Cell])];
}

/// <summary><c>unit(cell)</c>: whether the amount has a unit, printed or fixed by the form.</summary>
internal sealed record UnitOperand(decimal Factor, string Text, FormCell Field) : Operand(Factor, Text)
{
    public override FormCell Cell => Field;

    public override Reading Read(Situation situation) => situation.Table![Cell] switch
    {
        { State: CellState.Uncertain } => Reading.Unsettled,
        { HasNumber: false } => Reading.AnyCount,
        { Unit: AmountUnit.Unspecified } when Cell.AmountUnit == AmountUnit.Unspecified => Reading.Of(0),
        _ => Reading.Of(1),
    };

    public override IEnumerable<FindingCell> Cells(Situation situation) =>
        [new(Cell.Table, Cell.Code, Cell.Label, situation.Table![Cell])];
}

/// <summary><c>level</c> and <c>kind</c>: what is known of the organ.</summary>
internal sealed record OrganOperand(decimal Factor, string Text, Func<CheckContext, int> Get) : Operand(Factor, Text)
{
    public override Reading Read(Situation situation) =>
        Get(situation.Context) is not 0 and var known ? Reading.Of(known) : Reading.Unsettled;
}

/// <summary>
/// <c>stated(indicator)</c>: the report's sentences on an indicator, for the year of the report and the scope of the
/// table. Sentences that differ settle nothing.
/// </summary>
internal sealed record StatedOperand(decimal Factor, string Text, string Indicator) : Operand(Factor, Text)
{
    public override Reading Read(Situation situation) =>
        Find(situation).Select(situation.Catalog.Number).Distinct().ToList() switch
        {
            [] => Reading.Undefined,
            [{ } value] => Reading.Of(value),
            _ => Reading.Unsettled,
        };

    public override IEnumerable<FindingCell> Cells(Situation situation) =>
        Find(situation).Select(situation.Catalog.Label);

    private IEnumerable<StatedFigure> Find(Situation situation)
    {
        var (content, table) = (situation.Content, situation.Table!);
        var scopes = situation.Form!.Table(table.Table)!.Sections.Select(section => content.ScopeOf(table, section.Id));
        return content.StatedFigures.Where(figure =>
            figure.Indicators[0] == Indicator
            && (figure.Year ?? content.Year) == content.Year
            && scopes.Contains(content.ScopeOf(figure)));
    }
}

/// <summary>A function of the stated figure or the table that a common rule is about.</summary>
internal sealed record SubjectOperand(decimal Factor, string Text, SubjectFunction Function) : Operand(Factor, Text)
{
    public override Reading Read(Situation situation) => Function.Read(situation);

    public override IEnumerable<FindingCell> Cells(Situation situation) => Function.Cells(situation);
}

internal sealed record SubjectFunction(
    Func<Situation, Reading> Read, Func<Situation, IEnumerable<FindingCell>> Cells);
