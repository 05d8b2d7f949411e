namespace StatsService.TestTools;

/// <summary>
/// A test on reports as published, which are not part of this repository: skipped by name on machines without them,
/// also where all tests were asked for.
/// </summary>
internal sealed class OriginalsFactAttribute : Xunit.FactAttribute
{
    internal const string Missing = "needs the reports as published (shared/seeds)";

    public OriginalsFactAttribute() => Skip = Repository.Seeds is null ? Missing : null;
}

/// <summary>The same for several of them.</summary>
internal sealed class OriginalsTheoryAttribute : Xunit.TheoryAttribute
{
    public OriginalsTheoryAttribute() => Skip = Repository.Seeds is null ? OriginalsFactAttribute.Missing : null;
}
