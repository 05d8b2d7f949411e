namespace StatsService.Forms.Checking;

/// <summary>Makes the instances of a rule: one for each column that <c>@*</c> and each row that <c>*@</c> stands for.</summary>
internal static class RuleCompiler
{
    public static IReadOnlyList<RuleInstance> Compile(Form form, Rule rule)
    {
        var comparison = ExpressionParser.ParseRule(rule.Expression);
        var condition = rule.When is null ? null : ExpressionParser.ParseCondition(rule.When);
        var terms = comparison.All.Concat(condition?.AnyOf.SelectMany(all => all).SelectMany(c => c.All) ?? []).ToList();
        var patterns = terms.Where(IsCell).Select(term => new CellPattern(term.Name!)).ToList();
        var open = patterns.Find(pattern => pattern.IsOpen);
        var bindings = open is null ? [Binding.None] : open.Bindings(form).Where(b => patterns.TrueForAll(p => p.Resolve(form, b) is not []));
        var instances = bindings.Select(binding => Instance(form, rule, comparison, condition, binding)).ToList();
        return instances.Count > 0 ? instances : throw new FormatException($"Rule {rule.Id}: no cell of form {form.Id} fits it.");
    }

    /// <summary>A rule about stated figures or tables is bound to functions of them.</summary>
    public static RuleInstance CompileCommon(Rule rule)
    {
        var comparison = ExpressionParser.ParseRule(rule.Expression);
        return new(rule, rule.Id, Table: null, comparison.Select<Operand>(term => [Subject(rule, term)]), When: null);
    }

    private static bool IsCell(Term term) => term is { Function: null or "unit", Name: not null and not "level" and not "kind" }
        && !IsConstant(term.Name);

    private static bool IsConstant(string name) =>
        OrganTerms.Constants.ContainsKey(("level", name)) || OrganTerms.Constants.ContainsKey(("kind", name));

    private static RuleInstance Instance(
        Form form, Rule rule, Comparison<Term> comparison, Condition<Term>? condition, Binding binding)
    {
        var bound = Bind(comparison);
        var table = bound.All.Concat(condition?.AnyOf.SelectMany(all => all).Select(Bind).SelectMany(c => c.All) ?? [])
            .OfType<CellOperand>().Select(operand => operand.Cell.Table).FirstOrDefault()
            ?? bound.All.OfType<UnitOperand>().First().Cell.Table;
        return new(rule, rule.Id + binding.Suffix, table, bound, condition?.Select(Bind));

        Comparison<Operand> Bind(Comparison<Term> c) => c.Select(term => Operands(form, rule, c, term, binding));
    }

    private static IEnumerable<Operand> Operands(Form form, Rule rule, Comparison<Term> comparison, Term term, Binding binding)
    {
        if (term.Name is null)
        {
            return [new NumberOperand(term.Factor, term.ToString())];
        }

        if (OrganTerms.TryBind(comparison, term) is { } organ)
        {
            return [organ];
        }

        if (term.Function is "stated")
        {
            return [new StatedOperand(term.Factor, term.ToString(), term.Name)];
        }

        var cells = new CellPattern(term.Name).Resolve(form, binding);
        return (term.Function, cells) switch
        {
            (_, []) => throw new FormatException($"Rule {rule.Id} names {term.Name}, which form {form.Id} does not have."),
            (null, _) => cells.Select(cell => new CellOperand(term.Factor, (term with { Name = cell.Code }).ToString(), cell)),
            ("unit", [var cell]) => [new UnitOperand(term.Factor, (term with { Name = cell.Code }).ToString(), cell)],
            _ => throw new FormatException($"Rule {rule.Id}: {term} is no function."),
        };
    }

    private static SubjectOperand Subject(Rule rule, Term term) =>
        SubjectFunctions.ByName.TryGetValue(term.ToString(), out var function)
            ? new(term.Factor, term.ToString(), function)
            : throw new FormatException($"Rule {rule.Id}: {term} is no function of a common rule.");
}
