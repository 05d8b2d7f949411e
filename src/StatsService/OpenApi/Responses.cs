using System.Text.Json.Nodes;
using Microsoft.Net.Http.Headers;

namespace StatsService.OpenApi;

/// <summary>Describes what a route answers, and how it refuses.</summary>
internal sealed class Responses(MessageSchemas schemas)
{
    private static readonly DescribedHeader Tag =
        new(HeaderNames.ETag, "Weak: of what the answer says, not of its position.");

    public JsonObject Of(DescribedRoute route)
    {
        var responses = new JsonObject { ["200"] = Success(route) };
        if (route.IsTagged)
        {
            responses["200"]!["headers"] = Headers([Tag]);
            responses["304"] = new JsonObject { ["description"] = "It says what the answer with this tag said." };
        }

        foreach (var refusals in RefusalReasons.Of(route).GroupBy(one => one.HttpStatus).OrderBy(all => all.Key))
        {
            var codes = refusals.Select(refusal => refusal.Code.Name).Distinct(StringComparer.Ordinal);
            var reasons = refusals.Select(refusal => $"- `{refusal.Reason}`: {refusal.When}");
            responses[$"{refusals.Key}"] = Refusal($"{string.Join(", ", codes)}\n\n{string.Join('\n', reasons)}");
        }

        responses["default"] = Refusal("Another refusal (docs/errors.md).");
        return responses;
    }

    private JsonObject Success(DescribedRoute route)
    {
        if (route.Files.Count > 0)
        {
            return new()
            {
                ["description"] = "The file.",
                ["headers"] = Headers(route.Headers),
                ["content"] = new JsonObject(
                    route.Files.Select(type => KeyValuePair.Create(type, (JsonNode?)Binary()))),
            };
        }

        var comment = ProtoComments.Of(route.Rpc.OutputType)!;
        return new()
        {
            ["description"] = route.Rpc.IsServerStreaming ? comment + " A stream: one such object a line." : comment,
            ["content"] = schemas.Json(route.Rpc.OutputType),
        };
    }

    private static JsonObject Binary() =>
        new() { ["schema"] = new JsonObject { ["type"] = "string", ["format"] = "binary" } };

    private static JsonObject Headers(IEnumerable<DescribedHeader> headers) => new(headers.Select(header =>
        KeyValuePair.Create(header.Name, (JsonNode?)new JsonObject
        {
            ["description"] = header.Meaning,
            ["schema"] = new JsonObject { ["type"] = "string" },
        })));

    private JsonObject Refusal(string description) =>
        new() { ["description"] = description, ["content"] = schemas.Json(Google.Rpc.Status.Descriptor) };
}
