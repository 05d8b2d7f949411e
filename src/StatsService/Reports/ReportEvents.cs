using Google.Protobuf;
using Ogi.Stats.Store.V1;
using ChangeKind = Ogi.Stats.V1.ChangeKind;

namespace StatsService.Reports;

/// <summary>What each event of a report is.</summary>
internal static class ReportEvents
{
    public static ChangeKind Kind(IMessage e) => e switch
    {
        ReportFiled => ChangeKind.Filed,
        ReportCorrected => ChangeKind.Corrected,
        ReportReturned => ChangeKind.Returned,
        ReportAccepted => ChangeKind.Accepted,
        FindingConfirmed => ChangeKind.FindingConfirmed,
        ReportWithdrawn => ChangeKind.Withdrawn,
        ReportMarkedCopy => ChangeKind.MarkedCopy,
        ReportUnmarkedCopy => ChangeKind.UnmarkedCopy,
        _ => throw Unknown(e),
    };

    /// <summary>Whether its reason is a reviewer's remark or a confirmation's (decision 13).</summary>
    public static bool HasRestrictedReason(ChangeKind kind) =>
        kind is ChangeKind.Returned or ChangeKind.FindingConfirmed;

    public static InvalidOperationException Unknown(IMessage e) => new($"{e.Descriptor.Name} is no event of a report.");
}
