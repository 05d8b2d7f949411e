using Google.Protobuf;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Files a report that is not on file, or no longer.</summary>
internal sealed class FileReport(FilingIntake intake, Authorship authorship, ReportWriter writer, ReportAnswers answers)
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
        var written = await Write(request, caller, ct);
        return new() { Report = await answers.Whole(written, ct), Changed = written.Event is not null };
    }

    /// <param name="at">What stands before the request's fields, where it is the item of a stream.</param>
    public Task<Written<AnnualReport>> Write(
        Wire.FileReportRequest request, Caller caller, CancellationToken ct, string at = "") =>
        writer.Write(
            RequestKey.Of(caller, request, at + "request_id"),
            async () =>
            {
                var filing = await intake.Read(request.Report, at + "report", caller, ct);
                var meta = await authorship.Read(caller, "", request.OnBehalfOf, ct, at + "on_behalf_of");
                return new(filing.Name, meta, current => Decide(current, filing)) { Texts = filing.Texts };
            },
            ct);
}
