using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Microsoft.AspNetCore.Grpc.JsonTranscoding;
using StatsService.Canonical;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Hosting;

namespace StatsService.Json;

/// <summary>
/// Refuses requests in JSON that the transcoding would silently read otherwise than they were meant, naming each field:
/// it drops parameters and fields that it does not know, and tells of others without naming them.
/// </summary>
internal sealed class JsonRequests(RequestDelegate next, JsonRefusals refusals)
{
    private const string WholeBody = "*";

    public async Task InvokeAsync(HttpContext http)
    {
        if (http.GetEndpoint()?.Metadata.GetMetadata<GrpcJsonTranscodingMetadata>() is not { } rpc)
        {
            await next(http);
            return;
        }

        try
        {
            if (rpc.HttpRule.Body == WholeBody)
            {
                await ReadBody(http.Request, rpc.MethodDescriptor.InputType, http.RequestAborted);
            }
            else
            {
                ReadQuery(http.Request.Query, rpc.MethodDescriptor.InputType, rpc.HttpRule);
            }
        }
        catch (Refusal refusal)
        {
            await refusals.Write(http, refusal, $"{rpc.MethodDescriptor.Service.FullName}/{rpc.MethodDescriptor.Name}");
            return;
        }

        await next(http);
    }

    /// <summary>The message that the parameters of an address say.</summary>
    public static IMessage ReadQuery(IQueryCollection query, MessageDescriptor type, Google.Api.HttpRule rule)
    {
        var problems = new List<ContentProblem>();
        var json = QueryJson.Of(query, type);
        var message = JsonMessages.Read(JsonSerializer.SerializeToUtf8Bytes(json), type, problems);
        foreach (var name in InPath(rule).Where(json.ContainsKey))
        {
            problems.Add(new("INVALID_VALUE", name, new($"{name}已在路径中给出。", $"The path gives {name} already.")));
        }

        Demand(problems);
        return message!;
    }

    /// <summary>The message that a body says; the body can be read again after.</summary>
    public static async Task<IMessage> ReadBody(HttpRequest request, MessageDescriptor type, CancellationToken ct)
    {
        if (!request.HasJsonContentType())
        {
            throw Malformed(new(
                $"Content-Type“{request.ContentType}”不是application/json。",
                $"The Content-Type '{request.ContentType}' is not application/json."));
        }

        var body = await ReadAll(request, ct);
        var problems = new List<ContentProblem>();
        var message = JsonMessages.Read(body, type, problems);
        Demand(problems);
        request.Body = new MemoryStream(body); // for the transcoding to read
        return message!;
    }

    private static async Task<byte[]> ReadAll(HttpRequest request, CancellationToken ct)
    {
        var body = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > ApiSetup.MaxMessageSize)
            {
                throw Refusals.TooLarge(ApiSetup.MaxMessageSize);
            }
        }

        return body.ToArray();
    }

    private static void Demand(List<ContentProblem> problems)
    {
        if (problems.Count > 0)
        {
            throw problems[0].Reason == JsonMessages.Malformed
                ? Malformed(problems[0].Message)
                : Refusals.NotUnderstood(problems);
        }
    }

    private static Refusal Malformed(LocalizedText text) =>
        new(Google.Rpc.Code.InvalidArgument, "MALFORMED_MESSAGE", text);

    /// <summary>The fields that stand in the path: <c>/v1/{name=organs/*}</c>.</summary>
    private static IEnumerable<string> InPath(Google.Api.HttpRule rule) =>
        (rule.Get.Length > 0 ? rule.Get : rule.Post).Split('{').Skip(1).Select(part => part.Split('=', '}')[0]);
}
