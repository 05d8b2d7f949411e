using System.Globalization;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;

namespace StatsService.Tests.Proof;

/// <summary>What tests ask of ExplainFigure.</summary>
internal static class Explained
{
    public static async Task<ExplainFigureResponse> Explain(
        this ServiceFixture service, string division, string measure, Action<ExplainFigureRequest>? change = null)
    {
        await service.Services.CaughtUp();
        var request = new ExplainFigureRequest
        {
            Selection = new() { Divisions = { "divisions/" + division }, FirstYear = 2021 },
            Measure = Measured(measure),
        };
        change?.Invoke(request);
        return await service.Statistics.ExplainFigureAsync(request);
    }

    /// <param name="measure">As on the command line: <c>a</c>, <c>a/b</c>, <c>a@1</c>.</param>
    public static Measure Measured(string measure)
    {
        var parts = measure.Split('@');
        var sides = parts[0].Split('/');
        return new()
        {
            Indicator = sides[0],
            Denominator = sides.ElementAtOrDefault(1) ?? "",
            Applicant = (ApplicantKind)int.Parse(parts.ElementAtOrDefault(1) ?? "0", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>Who contributes: <c>organ 2021-region</c>, or a division's id.</summary>
    public static IEnumerable<string> Who(this ExplainFigureResponse answer) => answer.Contributions.Select(one =>
        one.Header.SubjectCase == FigureHeader.SubjectOneofCase.Division
            ? one.Header.Division.Split('/')[1]
            : $"{one.Header.Organ.Split('/')[1]} {one.Header.Revision.Split('/')[3]}");

    /// <summary>The contributions give the figure: numbers, what they are made of, and both sides of a rate.</summary>
    public static void AddsUp(Figure figure, IReadOnlyList<Contribution> contributions, string what)
    {
        var all = contributions.Select(one => one.Figure).ToList();
        switch (figure.ValueCase)
        {
            case Figure.ValueOneofCase.Count:
                Assert.True(figure.Count == all.Sum(one => one.Count), what);
                break;
            case Figure.ValueOneofCase.Amount:
                Assert.True(Yuan(figure) == all.Where(one => one.Amount is not null).Sum(Yuan), what);
                break;
            case Figure.ValueOneofCase.Rate:
                Assert.True(figure.Rate.Numerator == all.Sum(one => one.Rate?.Numerator ?? 0), what);
                Assert.True(figure.Rate.Denominator == all.Sum(one => one.Rate?.Denominator ?? 0), what);
                break;
            default:
                Assert.True(
                    figure.Conditions.Contains(FigureCondition.NotAdditive)
                    || all.TrueForAll(one => one.Rate is not null || one.ValueCase == Figure.ValueOneofCase.None), what);
                break;
        }

        if (figure.Parts is not null)
        {
            var parts = new Parts
            {
                ValueCount = all.Sum(one => one.Parts.ValueCount),
                BlankCount = all.Sum(one => one.Parts.BlankCount),
                NotApplicableCount = all.Sum(one => one.Parts.NotApplicableCount),
                UncertainCount = all.Sum(one => one.Parts.UncertainCount),
                AbsentCount = all.Sum(one => one.Parts.AbsentCount),
            };
            Assert.True(figure.Parts.Equals(parts), $"{what}: {figure.Parts}, not {parts}");
        }
    }

    private static decimal Yuan(Figure figure) => decimal.Parse(figure.Amount.Yuan, CultureInfo.InvariantCulture);
}
