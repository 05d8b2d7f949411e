using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Statistics;

/// <summary>Selections of divisions that cannot be answered are refused, naming the field.</summary>
public sealed class BadSelectionsOfDivisions(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    public static TheoryData<string, string, Selection> Refusals => new()
    {
        { "UNKNOWN_DIVISION", "selection.divisions[0]", Of("divisions/999999") },
        { "INVALID_NAME", "selection.divisions[0]", Of("organs/140400") },
        { "INVALID_VALUE", "selection.organs", Of("divisions/140400", s => s.Organs.Add("organs/140400")) },
        { "INVALID_VALUE", "selection.tables_only", Of("divisions/140400", s => s.TablesOnly = true) },
        { "INVALID_VALUE", "selection.scope", Of("divisions/140400", s => s.Scope = Scope.Organ) },
        { "INVALID_VALUE", "selection.basis", Of("divisions/140400", s => s.Basis = (Basis)9) },
        { "INVALID_VALUE", "selection.report_set", Of("divisions/140400", s => s.ReportSet = (ReportSet)9) },
        { "INVALID_VALUE", "selection.breakdown", Of("divisions/140400", s => s.Breakdown = (Breakdown)9) },
        { "INVALID_VALUE", "selection.level", Of("divisions/140400", s => s.Breakdown = Breakdown.Level) },
        { "INVALID_VALUE", "selection.level", Of("divisions/140400", s => s.Level = DivisionLevel.County) },
        { "INVALID_VALUE", "selection.with_subject", Of("divisions/140400", s => s.WithSubject = true) },
        {
            "INVALID_VALUE", "selection.basis", Of("divisions/140400", s =>
            {
                s.Scope = Scope.Level;
                s.Basis = Basis.Computed;
            })
        },
        {
            "INVALID_VALUE", "selection.boundaries",
            Of("divisions/140400", s => (s.Boundaries, s.Scope) = (Boundaries.Current, Scope.Level))
        },
        {
            "INVALID_VALUE", "selection.boundaries",
            Of("divisions/140400", s => (s.Boundaries, s.Basis) = (Boundaries.Current, Basis.Published))
        },
        { "INVALID_VALUE", "selection.boundaries", Of("divisions/140400", s => s.Boundaries = (Boundaries)9) },
        { "INVALID_VALUE", "selection.boundaries", OfOrgan(s => s.Boundaries = Boundaries.Current) },
        { "REQUIRED_FIELD", "selection.first_year", Of("divisions/140400", s => s.FirstYear = 0) },
        { "INVALID_VALUE", "selection.basis", OfOrgan(s => s.Basis = Basis.Computed) },
        { "INVALID_VALUE", "selection.breakdown", OfOrgan(s => s.Breakdown = Breakdown.Children) },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Each_is_refused_with_its_reason_and_field(string reason, string field, Selection selection)
    {
        var refused = await Refused.By(() => service.Statistics.QueryApplicationOutcomesAsync(
            new() { Selection = selection }));

        Assert.Equal((reason, field), (refused.Reason, Assert.Single(refused.Fields)));
    }

    private static Selection OfOrgan(Action<Selection> change)
    {
        var selection = new Selection { Organs = { "organs/140400" }, FirstYear = 2019 };
        change(selection);
        return selection;
    }

    private static Selection Of(string division, Action<Selection>? change = null)
    {
        var selection = new Selection { Divisions = { division }, FirstYear = 2019 };
        change?.Invoke(selection);
        return selection;
    }
}
