using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Changes;

/// <summary>A consumer's copy of the reports that a filter holds, kept by nothing but the changes of a feed.</summary>
internal sealed class Follower(ServiceFixture service, ChangeFilter filter)
{
    private readonly Dictionary<string, (long Revision, ReportState State, Report? Contents)> _copy =
        new(StringComparer.Ordinal);

    private string _position = "";

    /// <summary>All changes so far.</summary>
    public List<Change> Changes { get; } = [];

    public IReadOnlyDictionary<string, (long Revision, ReportState State, Report? Contents)> Copy => _copy;

    /// <summary>How many divisions the snapshot had.</summary>
    public int Divisions { get; private set; }

    /// <summary>The organs that the filter holds.</summary>
    public HashSet<string> Organs { get; } = new(StringComparer.Ordinal);

    /// <summary>Begins with a snapshot.</summary>
    /// <param name="cut">Whether the download breaks after every message.</param>
    public async Task Begin(bool cut)
    {
        var client = new ChangeService.ChangeServiceClient(service.Channel);
        var request = new GetSnapshotRequest { Filter = filter, View = ChangeView.Full };
        var total = (long?)null;
        while (total is null)
        {
            using var call = client.GetSnapshot(request);
            while (await call.ResponseStream.MoveNext(default))
            {
                var part = call.ResponseStream.Current;
                Organs.UnionWith(part.Organs.Select(organ => organ.Name));
                foreach (var report in part.Reports)
                {
                    _copy.Add(report.Name, (report.Revision, report.State, report));
                }

                Assert.True(_position.Length == 0 || _position == part.Position);
                _position = part.Position;
                Divisions += part.Divisions.Count;
                total = part.HasTotalCount ? part.TotalCount : null;
                request.ResumeToken = part.ResumeToken;
                if (cut)
                {
                    break;
                }
            }
        }

        Assert.Equal(total, Divisions + Organs.Count + _copy.Count);
    }

    /// <summary>Whether a snapshot has nothing new.</summary>
    public async Task<bool> IsUnchanged()
    {
        using var call = new ChangeService.ChangeServiceClient(service.Channel).GetSnapshot(
            new() { Filter = filter, View = ChangeView.Full, KnownPosition = _position });
        Assert.True(await call.ResponseStream.MoveNext(default));
        return call.ResponseStream.Current.Unchanged;
    }

    /// <summary>Reads on to the end, in pages of some size.</summary>
    public async Task Pull(int pageSize, ChangeView view = ChangeView.Full)
    {
        var client = new ChangeService.ChangeServiceClient(service.Channel);
        ListChangesResponse page;
        do
        {
            page = await client.ListChangesAsync(new()
            {
                AfterPosition = _position,
                Filter = filter,
                View = view,
                PageSize = pageSize,
            });
            Assert.True(page.Changes.Count <= pageSize);
            foreach (var change in page.Changes)
            {
                Apply(change);
            }

            _position = page.Position;
        }
        while (page.HasMore);
    }

    private void Apply(Change change)
    {
        Changes.Add(change);
        switch (change.ResourceCase)
        {
            case Change.ResourceOneofCase.Report:
                Apply(change, change.Report);
                break;
            case Change.ResourceOneofCase.Organ when change.Kind == ChangeKind.Left:
                Assert.True(Organs.Remove(change.Organ), $"{change.Organ} left, and was not there.");
                break;
            case Change.ResourceOneofCase.Organ:
                Assert.Equal(change.Organ, change.OrganAfter.Name);
                Organs.Add(change.Organ);
                break;
            default:
                break;
        }
    }

    private void Apply(Change change, string report)
    {
        switch (change.Kind)
        {
            case ChangeKind.Left:
                _copy.Remove(report);
                break;
            case ChangeKind.Withdrawn:
                Assert.True(_copy.Remove(report), $"{report} was withdrawn, and was not there.");
                break;
            case ChangeKind.Filed or ChangeKind.Entered:
                Assert.True(_copy.TryAdd(report, (change.Revision, change.State, change.ReportAfter)), report);
                break;
            default:
                Assert.True(_copy.TryGetValue(report, out var before), $"{report} was never filed: {change}");
                Assert.Equal(before.Revision + 1, change.Revision);
                _copy[report] = (change.Revision, change.State, change.ReportAfter);
                break;
        }
    }
}
