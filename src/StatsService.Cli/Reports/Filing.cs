using System.Collections.Concurrent;
using StatsService.Cli.Screens;
using StatsService.Cli.Server;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Reports;

/// <summary>Files are read, sent and answered at the same time; results are shown in the order of the files.</summary>
internal sealed class Filing(Session session, IReadOnlyList<string> paths, bool anew, string onBehalfOf)
{
    private readonly ConcurrentQueue<ReportFile> _read = [];
    private readonly Progress _progress = new(paths.Count);
    private readonly Dictionary<string, int> _results = new(StringComparer.Ordinal);
    private int _index;
    private int _code;

    public async Task<int> Run(CancellationToken ct)
    {
        using var requests = Requests().GetEnumerator();
        if (requests.MoveNext())
        {
            var server = session.Server;
            await foreach (var answer in BatchCall.Run(server, server.Reports.BatchFileReports, From(requests), ct))
            {
                ShowUnreadable();
                _read.TryDequeue(out var file);
                Show(file!, answer);
            }
        }

        ShowUnreadable();
        session.Screen.Line(string.Join(", ", _results.Select(result => $"{result.Value} {result.Key}")));
        return _code;
    }

    private static IEnumerable<T> From<T>(IEnumerator<T> items)
    {
        do
        {
            yield return items.Current;
        }
        while (items.MoveNext());
    }

    /// <summary>Without a file that can be read, there is nothing to ask the service for.</summary>
    private IEnumerable<Wire.BatchFileReportsRequest> Requests()
    {
        foreach (var path in paths)
        {
            var file = ReportFile.Read(path);
            _read.Enqueue(file);
            if (file.Report is { } report)
            {
                yield return new() { Item = Request(report) };
            }
        }
    }

    private Wire.FileReportRequest Request(Wire.Report report) => new()
    {
        Report = report,
        OnBehalfOf = ReportArguments.FullOrgan(onBehalfOf),
        RequestId = anew ? Guid.NewGuid().ToString("D") : RequestIds.Of("FileReport", report, onBehalfOf),
    };

    /// <summary>Files that were not sent, before the next one that was.</summary>
    private void ShowUnreadable()
    {
        while (_read.TryPeek(out var file) && file.Report is null)
        {
            _read.TryDequeue(out _);
            var refusal = Refusals.NotUnderstood(file.Problems);
            Result(file, "不可读 unreadable", new() { Error = refusal }, ExitCodes.Usage, "red");
            FindingScreen.Show(session.Screen, refusal);
        }
    }

    private void Show(ReportFile file, Wire.BatchFileReportsResponse answer)
    {
        if (answer.Error is { } error)
        {
            var code = FailureScreen.Code(error);
            Result(file, code == ExitCodes.Unavailable ? "未送达 try again" : "被拒 refused", answer, code, "red");
            FindingScreen.Show(session.Screen, error);
            return;
        }

        Result(
            file, answer.Changed ? "已报送 filed" : "原已在案 on file", answer, ExitCodes.Ok,
            answer.Filed.Quality.ErrorCount > 0 ? "yellow" : "green",
            $"r{answer.Filed.Revision}  {FindingScreen.Counts(answer.Filed.Quality)}");
    }

    /// <summary>One line for one file. The index is that of the file, also where some were not sent.</summary>
    private void Result(
        ReportFile file, string result, Wire.BatchFileReportsResponse answer, int code, string style, string rest = "")
    {
        answer.Index = _index++;
        session.Screen.Answer(answer);
        session.Screen.Line($"{_progress.Next()}  {result}  {file.Path}  {file.Report?.Name}  {rest}".TrimEnd(), style);
        _results[result] = _results.GetValueOrDefault(result) + 1;
        _code = Math.Max(_code, code);
    }
}
