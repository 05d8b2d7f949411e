namespace StatsService.Forms.Checking;

/// <summary>The instances of a form's rules, by the table that they look at.</summary>
internal sealed class FormRules
{
    /// <param name="common">The rules of no form, of which those over two years are bound to the form's cells.</param>
    public FormRules(Form form, IEnumerable<Rule> common)
    {
        var instances = form.Rules.SelectMany(rule => RuleCompiler.Compile(form, rule)).ToList();
        Instances = instances.Where(instance => !instance.Rule.OverTwoYears)
            .ToLookup(instance => instance.Table, StringComparer.Ordinal);
        OverTwoYears = instances.Where(instance => instance.Rule.OverTwoYears)
            .Concat(common.Where(rule => rule.OverTwoYears).SelectMany(rule => RuleCompiler.Instances(form, rule)))
            .ToLookup(instance => instance.Table, StringComparer.Ordinal);
        Identities = Instances.SelectMany(group => group).Where(Identity.IsOne)
            .ToLookup(instance => instance.Table, instance => new Identity(instance), StringComparer.Ordinal);
    }

    /// <summary>Of the rules on one report.</summary>
    public ILookup<string?, RuleInstance> Instances { get; }

    /// <summary>Of the rules that compare it with the year before.</summary>
    public ILookup<string?, RuleInstance> OverTwoYears { get; }

    public ILookup<string?, Identity> Identities { get; }
}
