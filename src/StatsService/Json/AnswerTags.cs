using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;
using Ogi.Stats.V1;
using StatsService.Requests;

namespace StatsService.Json;

/// <summary>
/// Tags what a GET answers by what it says, not by where the log stood: a client that has the answer already, and sends
/// its tag, gets 304 for as long as it would be told the same. The answer is still made; what is spared is sending it.
/// </summary>
internal sealed class AnswerTags : Interceptor
{
    /// <summary>What a caller may see depends on the token; a tag does not outlive a look at the service.</summary>
    private const string Private = "private, no-cache";

    private static readonly string[] VariesBy = [HeaderNames.Authorization, HeaderNames.AcceptEncoding];

    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        var response = await continuation(request, context);
        var http = context.GetHttpContext();
        if (HttpMethods.IsGet(http.Request.Method)) // gRPC is always POST
        {
            Tag(http, (IMessage)response);
        }

        return response;
    }

    private static void Tag(HttpContext http, IMessage answer)
    {
        var tag = TagOf(answer);
        var headers = http.Response.GetTypedHeaders();
        headers.ETag = tag;
        http.Response.Headers.CacheControl = Private;
        http.Response.Headers.AppendCommaSeparatedValues(HeaderNames.Vary, VariesBy);
        if (http.Request.GetTypedHeaders().IfNoneMatch.Any(known => Matches(known, tag)))
        {
            // The answer goes its way all the same, as 200 and into nothing.
            http.Features.Set<IHttpResponseBodyFeature>(new StreamResponseBodyFeature(Stream.Null));
            http.Response.OnStarting(() =>
            {
                http.Response.StatusCode = StatusCodes.Status304NotModified;
                return Task.CompletedTask;
            });
        }
    }

    private static bool Matches(EntityTagHeaderValue known, EntityTagHeaderValue tag) =>
        known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false);

    /// <summary>
    /// A weak one: other bytes bear it too. Left out is what names the point of the log: of the stamp all but the
    /// version of forms and rules, of the token of the next page all but whether there is one.
    /// </summary>
    private static EntityTagHeaderValue TagOf(IMessage answer)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var stamp = answer.Descriptor.FindFieldByName("stamp");
        var next = answer.Descriptor.FindFieldByName("next_page_token");
        hash.AppendData(Encoding.UTF8.GetBytes(Value<AnswerStamp>(stamp)?.CatalogVersion ?? ""));
        hash.AppendData([Value<string>(next) is { Length: > 0 } ? (byte)1 : (byte)0]);
        hash.AppendFields(answer, leftOut: [stamp?.FieldNumber ?? 0, next?.FieldNumber ?? 0]);
        var text = Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(..16));
        return new($"\"{text}\"", isWeak: true);

        T? Value<T>(FieldDescriptor? field)
            where T : class => field?.Accessor.GetValue(answer) as T;
    }
}
