namespace StatsService.Forms.Checking;

/// <summary>The functions of the common rules: <c>stated(figure)</c>, <c>years(table)</c> …</summary>
internal static class SubjectFunctions
{
    /// <summary>
    /// A recomputed percentage may differ by so much, or by one unit of its last printed digit: some organs truncate.
    /// </summary>
    private const decimal PercentTolerance = 0.02m;

    public static readonly IReadOnlyDictionary<string, SubjectFunction> ByName =
        new Dictionary<string, SubjectFunction>(StringComparer.Ordinal)
        {
            ["stated(figure)"] = new(s => Value(s, s.Figure!), s => [s.Catalog.Label(s.Figure!)]),
            ["table(figure)"] = new(TableFigure.Read, TableFigure.Cells),
            ["parts(figure)"] = new(SumOfParts, s => Parts(s).Select(s.Catalog.Label)),
            ["limit(figure)"] = new(
                s => Other(s, s.Figure!.AtMost) is { } limit ? Value(s, limit) : Reading.Undefined,
                s => Other(s, s.Figure!.AtMost) is { } limit ? [s.Catalog.Label(limit)] : []),
            ["percent(figure)"] = new(
                s => s.Figure!.Percent is { } percent ? Reading.Of(percent) : Reading.Undefined,
                s => [s.Catalog.Label(s.Figure!)]),
            ["share(figure)"] = new(
                Share,
                s => Other(s, s.Figure!.ShareOf) is { } whole ? [s.Catalog.Label(whole)] : []),
            ["year(table)"] = new(s => Reading.Of(s.Content.Year), _ => []),
            ["years(table)"] = new(Years, _ => []),
        };

    private static Reading Value(Situation situation, StatedFigure figure) =>
        situation.Catalog.Number(figure) is { } value ? Reading.Of(value) : Reading.Unsettled;

    private static Reading SumOfParts(Situation situation)
    {
        var parts = Parts(situation).Select(part => Value(situation, part)).ToList();
        return parts is [] ? Reading.Undefined
            : parts.Exists(part => part.Standing != Standing.Known) ? Reading.Unsettled
            : Reading.Of(parts.Sum(part => part.Value));
    }

    private static Reading Share(Situation situation)
    {
        if (situation.Figure! is not { Percent: { } percent } figure
            || Other(situation, figure.ShareOf) is not { } whole)
        {
            return Reading.Undefined;
        }

        if (Value(situation, figure) is not { Standing: Standing.Known } part
            || Value(situation, whole) is not { Standing: Standing.Known, Value: not 0 } all)
        {
            return Reading.Unsettled;
        }

        var share = 100 * part.Value / all.Value;
        var lastDigit = new decimal(1, 0, 0, isNegative: false, percent.Scale);
        var tolerance = Math.Max(PercentTolerance, lastDigit);
        return new(Standing.Known, new(share - tolerance, share + tolerance), Math.Round(share, 2));
    }

    private static Reading Years(Situation situation)
    {
        var (first, last) = situation.Form!.Years;
        return new(Standing.Known, new Interval(first, last), Shown: (first, last) switch
        {
            (null, _) => new($"{last}年度及以前", $"{last} and earlier"),
            (_, null) => new($"{first}年度及以后", $"{first} and later"),
            _ when first == last => new($"{first}年度", $"{first}"),
            _ => new($"{first}–{last}年度", $"{first}–{last}"),
        });
    }

    private static IEnumerable<StatedFigure> Parts(Situation situation) => situation.Content.StatedFigures
        .Where(figure => figure.PartOf == situation.Figure!.Id);

    private static StatedFigure? Other(Situation situation, string? id) =>
        id is null ? null : situation.Content.StatedFigures.FirstOrDefault(f => f.Id == id);
}
