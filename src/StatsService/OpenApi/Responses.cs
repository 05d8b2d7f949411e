using System.Text.Json.Nodes;

namespace StatsService.OpenApi;

/// <summary>Describes what a route answers, and how it refuses.</summary>
internal sealed class Responses(MessageSchemas schemas)
{
    public JsonObject Of(DescribedRoute route)
    {
        var responses = new JsonObject { ["200"] = Success(route) };
        if (route.IsTagged)
        {
            responses["200"]!["headers"] = new JsonObject
            {
                ["ETag"] = new JsonObject
                {
                    ["description"] = "Weak: of what the answer says, not of its position.",
                    ["schema"] = new JsonObject { ["type"] = "string" },
                },
            };
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
                ["content"] = new JsonObject(
                    route.Files.Select(type => KeyValuePair.Create(type, (JsonNode?)new JsonObject()))),
            };
        }

        var comment = ProtoComments.Of(route.Rpc.OutputType)!;
        return new()
        {
            ["description"] = route.Rpc.IsServerStreaming ? comment + " A stream: one such object a line." : comment,
            ["content"] = schemas.Json(route.Rpc.OutputType),
        };
    }

    private JsonObject Refusal(string description) =>
        new() { ["description"] = description, ["content"] = schemas.Json(Google.Rpc.Status.Descriptor) };
}
