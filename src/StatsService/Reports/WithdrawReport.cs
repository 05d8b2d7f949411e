using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Log;

namespace StatsService.Reports;

/// <summary>Takes a report back (撤回): out of all statistics, kept in the history.</summary>
public sealed record WithdrawReport(ReportName Name, string Etag, WriteOrder Order)
{
    public static IMessage Decide(AnnualReport? current, WithdrawReport command)
    {
        Transitions.Demand(Etags.Demand(current, command.Name.ToString(), command.Etag), ReportAction.Withdraw);
        return new ReportWithdrawn();
    }

    public Task<Written> Handle(ReportWriter writer, CancellationToken ct) =>
        writer.Write(Name, Order, current => Decide(current, this), [], ct);
}
