namespace StatsService.TestTools;

/// <summary>
/// Reports as published, which are not part of this repository. A test on them is skipped by name on machines without
/// them, also where all tests were asked for.
/// </summary>
internal static class Originals
{
    public static string? WhyNot =>
        Repository.Seeds is null || Repository.Corpus is null ? "needs reports as published (shared/)" : null;
}

internal sealed class OriginalsFactAttribute : Xunit.FactAttribute
{
    public OriginalsFactAttribute() => Skip = Originals.WhyNot;
}

internal sealed class OriginalsTheoryAttribute : Xunit.TheoryAttribute
{
    public OriginalsTheoryAttribute() => Skip = Originals.WhyNot;
}
