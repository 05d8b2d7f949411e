using StatsService.Failures;
using StatsService.Statistics.Divisions;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Ranking;

/// <summary>What a figure must rest on to be ranked.</summary>
internal sealed record RankLimits(long MinDenominator, double MinCoverage)
{
    public static RankLimits Read(Wire.Measure measure, long minDenominator, double minCoverage)
    {
        const string Field = "min_denominator";
        return minDenominator < 0 ? throw Refusals.InvalidValue(
                Field,
                $"{Field}不能为负数（{minDenominator}）；请改正或去掉。",
                $"{Field} cannot be negative ({minDenominator}); mend it or leave it out.")
            : minDenominator > 0 && measure.Denominator.Length == 0 ? throw Refusals.InvalidValue(
                Field,
                $"{Field}只用于比率；请补上measure.denominator，或去掉{Field}。",
                $"{Field} is for rates only; add measure.denominator, or leave {Field} out.")
            : new(minDenominator, minCoverage);
    }

    /// <summary>
    /// A division, by its rows (<see cref="DivisionMeasure.Rows"/>) and the figure of the first of them.
    /// </summary>
    public Candidate Judge(string division, IReadOnlyList<BasisFigures> rows, Wire.Figure figure)
    {
        var candidate = Judge(division, figure);
        return rows.Count > 1 ? candidate with { Reason = Wire.UnrankedReason.MixedBasis }
            : candidate.Value is not null && rows[0].Basis != Wire.Basis.Published && IsLow(rows[0])
                ? candidate with { Reason = Wire.UnrankedReason.LowCoverage }
            : candidate;
    }

    /// <param name="figure">Null: there is none.</param>
    public Candidate Judge(string id, Wire.Figure? figure) =>
        figure is null || FigureValue.Of(figure) is not { } value ? new(id, null, Wire.UnrankedReason.NoFigure)
        : figure.Rate is { } rate && rate.Denominator < MinDenominator
            ? new(id, value, Wire.UnrankedReason.SmallDenominator)
        : new(id, value, Wire.UnrankedReason.Unspecified);

    private bool IsLow(BasisFigures row) => DivisionHeaders.Share(DivisionHeaders.Coverage(row)) < MinCoverage;
}
