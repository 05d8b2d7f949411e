namespace StatsService.Forms.Measuring;

/// <summary>
/// What a sum counts for each topic beside its tables and sentences. Who adds parts up knows it; a part does not.
/// </summary>
public enum TopicCount
{
    /// <summary>Reports that were owed or given: as many could have spoken.</summary>
    Expected = 0,

    /// <summary>Reports of unknown scope: in no sum.</summary>
    UnknownScope = 1,

    /// <summary>Open findings of strength ERROR that touch the topic (<see cref="FormCatalog.TopicsOf"/>).</summary>
    Errors = 2,

    /// <summary>Open findings of strength WARNING that do.</summary>
    Warnings = 3,

    /// <summary>Open findings of strength INFO that do.</summary>
    Infos = 4,

    /// <summary>Findings of any strength that do, and that the organ confirmed to be so.</summary>
    Confirmed = 5,

    /// <summary>Of the reports expected those on file that say something on the topic.</summary>
    Reported = 6,

    /// <summary>Of those reported: reports marked a copy of another organ's, in no sum.</summary>
    Copies = 7,
}
