namespace StatsService.Forms.Checking;

/// <summary>Makes the instances of a rule: one for each row or column that its stars stand for.</summary>
internal static class RuleCompiler
{
    public static IReadOnlyList<RuleInstance> Compile(Form form, Rule rule)
    {
        var instances = Instances(form, rule);
        return instances is not []
            ? instances
            : throw new FormatException($"Rule {rule.Id}: no cell of form {form.Id} fits it.");
    }

    /// <summary>As <see cref="Compile"/>; none where the form has no such cell.</summary>
    public static IReadOnlyList<RuleInstance> Instances(Form form, Rule rule)
    {
        DemandNoError(rule);
        var comparison = ExpressionParser.ParseRule(rule.Expression);
        var condition = rule.When is null ? null : ExpressionParser.ParseCondition(rule.When);
        var patterns = comparison.All.Concat(condition?.All ?? [])
            .Where(IsCell)
            .Select(term => new CellPattern(term.Name!))
            .ToList();
        var open = patterns.Find(pattern => pattern.IsOpen);
        return
        [
            .. (open is null ? [Binding.None] : open.Bindings(form))
                .Where(binding =>
                    open is null || patterns.TrueForAll(pattern => pattern.Resolve(form, binding) is not []))
                .Select(binding => new RuleBinder(form, rule, binding).Bind(comparison, condition)),
        ];
    }

    /// <summary>A rule about stated figures or tables is bound to functions of them.</summary>
    public static RuleInstance CompileCommon(Rule rule)
    {
        var comparison = ExpressionParser.ParseRule(rule.Expression);
        return new(rule, rule.Id, Table: null, comparison.Select<Operand>(term => [Subject(rule, term)]), When: null);
    }

    private static bool IsCell(Term term) =>
        term is { Function: null or "unit" or "previous", Name: { } name } && !OrganTerms.IsOne(name);

    /// <summary>No form prints what must hold between two years, and either year may be the wrong one.</summary>
    private static void DemandNoError(Rule rule)
    {
        if (rule is { OverTwoYears: true, FindingStrength: FindingStrength.Error })
        {
            throw new FormatException($"Rule {rule.Id} looks at two years: it is soft at most.");
        }
    }

    private static SubjectOperand Subject(Rule rule, Term term) =>
        SubjectFunctions.ByName.TryGetValue(term.ToString(), out var function)
            ? new(term.Factor, term.ToString(), function)
            : throw new FormatException($"Rule {rule.Id}: {term} is no function of a common rule.");
}

/// <summary>Binds the terms of one instance of a rule to the cells of a form.</summary>
internal sealed class RuleBinder(Form form, Rule rule, Binding binding)
{
    public RuleInstance Bind(Comparison<Term> comparison, Condition<Term>? condition)
    {
        var bound = Bind(comparison);
        var when = condition?.Select(Bind);
        var cell = bound.All.Concat(when?.All ?? []).Select(operand => operand.Cell).First(cell => cell is not null);
        return new(rule, rule.Id + binding.Suffix, cell!.Table, bound, when);
    }

    private Comparison<Operand> Bind(Comparison<Term> comparison) =>
        comparison.Select(term => Operands(term, comparison));

    private IEnumerable<Operand> Operands(Term term, Comparison<Term> comparison) => term switch
    {
        { Name: null } => [new NumberOperand(term.Factor, term.ToString())],
        { Function: "stated", Name: { } indicator } => [new StatedOperand(term.Factor, term.ToString(), indicator)],
        _ when OrganTerms.TryBind(comparison, term) is { } organ => [organ],
        { Function: null or "previous" } when rule.OverTwoYears => Cells(term)
            .Select(cell => new CellOfYear(term.Factor, Text(term, cell), cell, term.Function is not null)),
        { Function: null } => Cells(term).Select(cell => new CellOperand(term.Factor, Text(term, cell), cell)),
        { Function: "unit" } => Cells(term).Select(cell => new UnitOperand(term.Factor, Text(term, cell), cell)),
        _ => throw new FormatException($"Rule {rule.Id}: {term} is no function."),
    };

    private IReadOnlyList<FormCell> Cells(Term term)
    {
        var cells = new CellPattern(term.Name!).Resolve(form, binding);
        return cells is not []
            ? cells
            : throw new FormatException($"Rule {rule.Id} names {term.Name}, which form {form.Id} does not have.");
    }

    private static string Text(Term term, FormCell cell) => (term with { Name = cell.Code }).ToString();
}
