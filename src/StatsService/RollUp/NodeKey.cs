namespace StatsService.RollUp;

/// <summary>Which reports count.</summary>
internal enum ReportSet
{
    /// <summary>Filed, returned and accepted ones.</summary>
    OnFile = 0,

    /// <summary>Accepted ones only.</summary>
    Accepted = 1,
}

/// <summary>Names a node: a division in a report year, for one set of reports.</summary>
/// <param name="Division">The division's id.</param>
internal readonly record struct NodeKey(string Division, int Year, ReportSet Set);
