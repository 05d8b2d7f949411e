using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Log;

namespace StatsService.Reports;

/// <summary>Sends a report back to its filer (退回). It stays on file.</summary>
public sealed record ReturnReport(ReportName Name, string Etag, ReportReturned Notice, WriteOrder Order)
{
    public static IMessage Decide(AnnualReport? current, ReturnReport command)
    {
        Transitions.Demand(Etags.Demand(current, command.Name.ToString(), command.Etag), ReportAction.Return);
        return command.Notice.Clone();
    }

    public Task<Written> Handle(ReportWriter writer, CancellationToken ct) =>
        writer.Write(Name, Order, current => Decide(current, this), [], ct);
}
