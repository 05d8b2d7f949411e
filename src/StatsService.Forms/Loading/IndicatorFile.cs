namespace StatsService.Forms.Loading;

/// <summary>An indicator as written in <c>Indicators/*.json</c>: what its cells do not say themselves.</summary>
/// <param name="Unit">Needed only where no cell measures it.</param>
internal sealed record IndicatorFile(string Name, string Zh, string En, string? Unit = null, CellType? Type = null)
{
    public IReadOnlyList<string> SumOf { get; init; } = [];
    public bool Distinct { get; init; }

    /// <summary>Crosswalks of forms that are there already, so that a new indicator touches one file.</summary>
    public IReadOnlyList<FormMeasures> Measures { get; init; } = [];
}

/// <summary>How one form measures an indicator.</summary>
internal sealed record FormMeasures(
    string Form, IReadOnlyList<string> Rows,
    Comparability Comparability = Comparability.Exact, LocalizedText? Note = null);

/// <summary>Some lines of a form's <c>measures.json</c> that share a comparability and its reason.</summary>
/// <param name="Of">Indicator → rows of the form whose sum it is.</param>
internal sealed record MeasureGroup(
    Comparability Comparability, IReadOnlyDictionary<string, IReadOnlyList<string>> Of, LocalizedText? Note = null);

/// <summary>A rate as written in <c>Indicators/rates.json</c>.</summary>
internal sealed record RateFile(
    string Name, string Zh, string En, IReadOnlyList<string> Numerator, IReadOnlyList<string> Denominator)
{
    public Rate ToRate(IReadOnlyList<Indicator> known)
    {
        var names = known.Select(indicator => indicator.Name).ToHashSet(StringComparer.Ordinal);
        return Numerator.Concat(Denominator).FirstOrDefault(name => !names.Contains(name)) is { } unknown
            ? throw new FormatException($"Rate {Name} divides {unknown}, which is no indicator.")
            : new(Name, new(Zh, En), Numerator, Denominator);
    }
}
