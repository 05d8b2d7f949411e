using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Registry;
using StatsService.Reports;
using StatsService.Requests;
using Code = Google.Rpc.Code;
using State = Ogi.Stats.V1.ReportState;
using Wire = Ogi.Stats.V1;

namespace StatsService.Copies;

/// <summary>Marks a report a copy of another organ's: it counts as reported, its figures are in no sum.</summary>
/// <remarks>One mark after the other: no two reports become copies of each other, out of all sums.</remarks>
internal sealed class MarkCopy(
    ReportNames names, Authorship authorship, ReportWriter writer, ReportReader reader, MarkedCopies copies,
    RegistrarsTurn turn, ReportAnswers answers)
{
    /// <param name="copies">What is marked a copy of this report.</param>
    /// <returns>The event, or null where it is marked so already.</returns>
    public static IMessage? Decide(
        AnnualReport? current, string name, string etag, AnnualReport original, IReadOnlyList<string> copies)
    {
        var report = Etags.Demand(current, name, etag);
        Transitions.Demand(report, ReportAction.MarkCopy);
        if (report.CopyOf == original.Id)
        {
            return null;
        }

        if (report.CopyOf is { } other)
        {
            throw Refused(report, "ALREADY_A_COPY", other, new(
                $"{report.Id}已被标记为{other}的副本；请先UnmarkCopy。",
                $"{report.Id} is marked a copy of {other}; use UnmarkCopy first."));
        }

        if (copies.Count > 0)
        {
            throw Refused(report, "COPY_OF_COPY", copies[0], new(
                $"{report.Id}是原件，{copies[0]}已被标记为它的副本；请先对后者UnmarkCopy。",
                $"{report.Id} is an original: {copies[0]} is marked a copy of it; use UnmarkCopy on that first."));
        }

        if (original.CopyOf is { } first)
        {
            throw Refused(report, "COPY_OF_COPY", first, new(
                $"copy_of“{original.Id}”本身是{first}的副本；请以{first}为copy_of。",
                $"copy_of: {original.Id} is a copy of {first} itself; give {first} as copy_of."));
        }

        Compare(report, original);
        return new ReportMarkedCopy { CopyOf = original.Id };
    }

    public async Task<Wire.MarkCopyResponse> Handle(Wire.MarkCopyRequest request, Caller caller, CancellationToken ct)
    {
        var written = await turn.Run(
            () => writer.Write(
                RequestKey.Of(caller, request),
                async () =>
                {
                    var name = await names.Own(request.Name, "name", ct);
                    var copyOf = await names.Own(request.CopyOf, "copy_of", ct);
                    Authorship.DemandReason(request.Reason);
                    var meta = await authorship.Read(caller, request.Reason, request.OnBehalfOf, ct);
                    if (copyOf.Organ == name.Organ)
                    {
                        throw SameOrgan(copyOf.ToString());
                    }

                    var original = (await reader.Newest(copyOf.ToString(), ct))?.Report
                        ?? throw Refusals.NotFound("REPORT_NOT_FOUND", copyOf.ToString());
                    var marked = await copies.Of(name.ToString(), ct);
                    return new(
                        name, meta, current => Decide(current, name.ToString(), request.Etag, original, marked));
                },
                ct),
            ct);
        return new() { Report = await answers.For(caller, written, ct) };
    }

    private static void Compare(AnnualReport report, AnnualReport original)
    {
        var (zh, en) = original.State == State.Withdrawn ? ("后者已撤回", "that was withdrawn")
            : original.Year != report.Year ? (
                $"年度不同（{report.Year}与{original.Year}）", $"they are of {report.Year} and {original.Year}")
            : report.TablesDigest is null ? ("其表格中的数字太少，相同可能只是巧合", "its tables hold too few numbers to tell")
            : original.TablesDigest != report.TablesDigest ? Difference(report, original)
            : default;
        if (zh is not null)
        {
            throw Refused(report, "TABLES_DIFFER", original.Id, new(
                $"{report.Id}不能标记为{original.Id}的副本：{zh}。副本须与在案的原件年度相同、各表完全相同"
                + "（两者都有检查发现report.identical）；请核对copy_of。",
                $"{report.Id} cannot be marked a copy of {original.Id}: {en}. A copy has the year and all tables of an "
                + "original on file (both have the finding report.identical); check copy_of."));
        }
    }

    /// <summary>The first cell that differs, and in how many they do.</summary>
    private static (string Zh, string En) Difference(AnnualReport report, AnnualReport original)
    {
        var cells = ReportChanges.Between(report.Content, original.Content).ToList();
        return cells.Count == 0 ? ("表格所用格式不同", "their tables are on other forms") : (
            $"有{cells.Count}个单元格不同，首个为{cells[0].Table}的{cells[0].Cell}",
            $"{cells.Count} cells differ, the first is {cells[0].Cell} of {cells[0].Table}");
    }

    private static Refusal SameOrgan(string copyOf) => Refusals.InvalidValue(
        "copy_of",
        $"copy_of“{copyOf}”是同一机关的报告；副本是指不同机关的报告，请改用其他机关的报告。",
        $"copy_of: {copyOf} is of the same organ; a copy is one of another organ's report, give that.");

    private static Refusal Refused(AnnualReport report, string reason, string other, LocalizedText text) =>
        new(Code.FailedPrecondition, reason, text)
        {
            Subject = report.Id,
            Metadata = new Dictionary<string, string>(StringComparer.Ordinal) { ["other"] = other },
        };
}
