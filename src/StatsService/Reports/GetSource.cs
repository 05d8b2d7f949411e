using StatsService.Callers;
using StatsService.Failures;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Gets a text by its hash, if a report that the caller may see uses it.</summary>
internal sealed class GetSource(Sources sources)
{
    public async Task<Wire.GetSourceResponse> Handle(
        Wire.GetSourceRequest request, Caller caller, CancellationToken ct)
    {
        var sha256 = Sources.ParseHash(request.Name)
            ?? throw Refusals.InvalidName("name", request.Name, Sources.Prefix + "{sha256}");
        return await sources.IsShown(sha256, caller, ct) && await sources.Find(sha256, ct) is { } text
            ? new() { Source = text }
            : throw Refusals.NotFound("SOURCE_NOT_STORED", request.Name);
    }
}
