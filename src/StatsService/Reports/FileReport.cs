using System.Runtime.ExceptionServices;
using Google.Protobuf;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Files a report that is not on file, or no longer.</summary>
internal sealed class FileReport(FilingGroups groups, OtherReports others, ReportAnswers answers)
{
    /// <summary>
    /// The decision: current state in, event out, nothing else touched. Null: exactly this is on file already.
    /// </summary>
    public static IMessage? Decide(AnnualReport? current, Filing filing)
    {
        if (current is null || Transitions.From(current.State).Contains(ReportAction.File))
        {
            return filing.ToEvent();
        }

        return filing.IsIn(current) ? null : throw new Refusal(
            Google.Rpc.Code.AlreadyExists, "REPORT_EXISTS", new LocalizedText(
                $"{current.Id}已在案（第{current.Version}版），内容不同；如需更改请用CorrectReport。",
                $"{current.Id} is on file with other contents (revision {current.Version}); "
                + "use CorrectReport to change it."))
        {
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["etag"] = current.Etag },
        };
    }

    public async Task<Wire.FileReportResponse> Handle(
        Wire.FileReportRequest request, Caller caller, CancellationToken ct)
    {
        // What other reports show needs nothing of what is being stored, and is waited for only once.
        SharedFindings? shared = null;
        var filed = await Handle(
            new FilingItem(request, At: "", (_, _) => Task.CompletedTask), caller, ct,
            async (report, stop) => shared = await others.Compare(report, stop));
        if (filed.Refused is { } refused)
        {
            ExceptionDispatchInfo.Throw(refused);
        }

        return new()
        {
            Report = await answers.Whole(filed.Written!, shared, ct),
            Changed = filed.Written!.Event is not null,
        };
    }

    /// <summary>By itself: should another writer be faster, it is decided again on what stands then.</summary>
    /// <param name="beside">What is done with the report while it is being stored.</param>
    public async Task<FilingOutcome> Handle(
        FilingItem item, Caller caller, CancellationToken ct,
        Func<AnnualReport, CancellationToken, Task>? beside = null) =>
        (await WriteRetry.Run(() => groups.File([item], caller, ct, beside), ct))[0];
}
