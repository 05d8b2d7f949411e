namespace StatsService.Cli.Tests.OnTheWire;

/// <summary>
/// Members of these enums are turned into one another by their numbers, and stored by them: names and numbers are the
/// same everywhere.
/// </summary>
public sealed class EnumsOfTheWire
{
    public static TheoryData<Type, Type> Pairs => new()
    {
        { typeof(Forms.Scope), typeof(Ogi.Stats.V1.Scope) },
        { typeof(Forms.DivisionLevel), typeof(Ogi.Stats.V1.DivisionLevel) },
        { typeof(Forms.OrganKind), typeof(Ogi.Stats.V1.OrganKind) },
        { typeof(Forms.AmountUnit), typeof(Ogi.Stats.V1.AmountUnit) },
        { typeof(Forms.CellType), typeof(Ogi.Stats.V1.CellType) },
        { typeof(Forms.FindingStrength), typeof(Ogi.Stats.V1.FindingStrength) },
        { typeof(Forms.Comparability), typeof(Ogi.Stats.V1.Comparability) },
        { typeof(Forms.ApplicantKind), typeof(Ogi.Stats.V1.ApplicantKind) },
        { typeof(Forms.FigureCondition), typeof(Ogi.Stats.V1.FigureCondition) },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void The_library_and_the_wire_have_the_same_members(Type library, Type wire) =>
        Assert.Equal(Members(wire), Members(library));

    /// <summary>As <c>ogi.stats.store.v1.StoredValue.state</c> says.</summary>
    [Fact]
    public void The_states_of_a_cell_are_stored_by_these_numbers() => Assert.Equal(
        ["0 Number", "1 Blank", "2 NotApplicable", "3 Unreadable", "4 NotPrinted", "5 Uncertain"],
        Members(typeof(Forms.CellState)));

    [Fact]
    public void Every_gap_of_the_wire_is_a_state_of_a_cell() => Assert.Equal(
        Enum.GetNames<Forms.CellState>().Where(name => name is not "Number").Order(StringComparer.Ordinal),
        Enum.GetNames<Ogi.Stats.V1.CellGap>().Where(name => name is not "Unspecified").Order(StringComparer.Ordinal));

    private static IEnumerable<string> Members(Type type) => Enum.GetValuesAsUnderlyingType(type).Cast<int>()
        .Select(number => $"{number} {Name(type, number)}");

    /// <summary>0 is "none" or "not stated", as either side calls it.</summary>
    private static string Name(Type type, int number) =>
        Enum.GetName(type, number) is not "None" and var name ? name! : "Unspecified";
}
