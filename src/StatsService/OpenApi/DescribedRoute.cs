using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using HttpRule = Google.Api.HttpRule;

namespace StatsService.OpenApi;

/// <summary>
/// A route that OpenAPI tells of. What is transcoded is one by itself; another endpoint becomes one by bearing this as
/// metadata: its parameters are the fields of the rpc's request, as <see cref="Json.QueryJson"/> reads them.
/// </summary>
/// <param name="Rule">Method and path, as in the protos.</param>
/// <param name="Files">The media types of a file that is answered. None: the rpc's response in JSON.</param>
internal sealed record DescribedRoute(MethodDescriptor Rpc, HttpRule Rule, params IReadOnlyList<string> Files)
{
    /// <summary>What the answer bears.</summary>
    public IReadOnlyList<DescribedHeader> Headers { get; init; } = [];

    public bool IsGet => Rule.PatternCase == HttpRule.PatternOneofCase.Get;

    /// <summary>Whether what it answers bears an ETag.</summary>
    public bool IsTagged => IsGet && Files.Count == 0 && !Rpc.IsServerStreaming;

    public PathTemplate Path { get; } = PathTemplate.Parse(
        Rule.PatternCase == HttpRule.PatternOneofCase.Get ? Rule.Get : Rule.Post);

    public static DescribedRoute? Of(Endpoint endpoint) =>
        endpoint.Metadata.GetMetadata<DescribedRoute>()
        ?? (endpoint.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is { } transcoded
            ? new(transcoded.MethodDescriptor, transcoded.HttpRule)
            : null);
}

/// <summary>A header of an answer.</summary>
/// <param name="Meaning">What it says.</param>
internal sealed record DescribedHeader(string Name, string Meaning);
