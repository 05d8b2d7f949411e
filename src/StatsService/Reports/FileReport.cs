using Google.Protobuf;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Log;

namespace StatsService.Reports;

/// <summary>Files a report that is not on file, or no longer.</summary>
public sealed record FileReport(Filing Filing, WriteOrder Order)
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

    public Task<Written> Handle(ReportWriter writer, CancellationToken ct) =>
        writer.Write(Filing.Name, Order, current => Decide(current, Filing), Filing.Texts, ct);
}
