using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace StatsService.Tests.Fixtures;

/// <summary>Calls in JSON over HTTP/1.1, as a browser or a script makes them.</summary>
internal static class JsonCalls
{
    private static readonly HttpClient Http = new();

    public static Task<JsonAnswer> Get(ServiceFixture service, string path, string? token = null) =>
        Send(new HttpRequestMessage(HttpMethod.Get, service.HttpAddress + path), token);

    public static Task<JsonAnswer> Post(ServiceFixture service, string path, string body) =>
        Post(service, path, new StringContent(body, Encoding.UTF8, "application/json"));

    public static Task<JsonAnswer> Post(ServiceFixture service, string path, HttpContent body) =>
        Send(new HttpRequestMessage(HttpMethod.Post, service.HttpAddress + path) { Content = body }, token: null);

    private static async Task<JsonAnswer> Send(HttpRequestMessage request, string? token)
    {
        using (request)
        {
            if (token is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
            }

            using var response = await Http.SendAsync(request);
            var text = await response.Content.ReadAsStringAsync();
            return new(response.StatusCode, text.Length == 0 ? null : JsonNode.Parse(text));
        }
    }
}

/// <summary>An answer: what was asked for, or a <c>google.rpc.Status</c> with its details.</summary>
internal sealed record JsonAnswer(HttpStatusCode Status, JsonNode? Body)
{
    /// <summary>The details of a refusal by the last part of their type: <c>ErrorInfo</c>.</summary>
    public IEnumerable<JsonNode> Details(string type) =>
        Body!["details"]!.AsArray().Select(detail => detail!)
            .Where(detail => ((string)detail["@type"]!).EndsWith("." + type, StringComparison.Ordinal));

    public string Reason => (string)Details("ErrorInfo").Single()["reason"]!;

    /// <summary>What any refusal must tell: code, reason and both languages.</summary>
    public JsonAnswer Refuses(HttpStatusCode status, Google.Rpc.Code code, string reason)
    {
        Assert.Equal((status, (int)code, reason), (Status, (int)Body!["code"]!, Reason));
        Assert.Equal("zh-CN,en", string.Join(',', Details("LocalizedMessage").Select(text => (string)text["locale"]!)));
        return this;
    }

    /// <summary>The same, and it names this field.</summary>
    public void RefusesField(string reason, string field)
    {
        Refuses(HttpStatusCode.BadRequest, Google.Rpc.Code.InvalidArgument, reason);
        var violations = Details("BadRequest").Single()["fieldViolations"]!.AsArray();
        var fields = violations.Select(violation => (string)violation!["field"]!);
        Assert.Contains(field, fields, StringComparer.Ordinal);
    }
}
