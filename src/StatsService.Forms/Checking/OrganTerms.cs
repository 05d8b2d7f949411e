using System.Text.Json;

namespace StatsService.Forms.Checking;

/// <summary>
/// <c>level</c> and <c>kind</c> in conditions, and the names that they are compared with: <c>county</c>,
/// <c>department</c>.
/// </summary>
internal static class OrganTerms
{
    private static readonly Dictionary<(string Of, string Name), int> Constants =
        new(Names<DivisionLevel>("level").Concat(Names<OrganKind>("kind")));

    /// <summary>One of these words, which no cell is called.</summary>
    public static bool IsOne(string name) =>
        name is "level" or "kind" || Constants.ContainsKey(("level", name)) || Constants.ContainsKey(("kind", name));

    public static Operand? TryBind(Comparison<Term> comparison, Term term) => term switch
    {
        { Function: null, Name: "level" } => new OrganOperand(term.Factor, "level", organ => (int)organ.DivisionLevel),
        { Function: null, Name: "kind" } => new OrganOperand(term.Factor, "kind", organ => (int)organ.OrganKind),
        { Function: null, Name: { } name } when comparison.Left is [{ Name: "level" or "kind" } subject] =>
            Constants.TryGetValue((subject.Name, name), out var value)
                ? new NumberOperand(value, name)
                : throw new FormatException($"There is no {subject.Name} {name}."),
        _ => null,
    };

    private static IEnumerable<KeyValuePair<(string Of, string Name), int>> Names<T>(string of)
        where T : struct, Enum =>
        Enum.GetValues<T>().Select(value => KeyValuePair.Create(
            (of, JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString())), (int)(object)value));
}
