using System.Security.Cryptography;
using Google.Protobuf;
using StatsService.Failures;
using StatsService.Log;
using StatsService.Registry;

namespace StatsService.Callers;

/// <summary>Makes the order of a write from what every write request carries.</summary>
public sealed class WriteOrders(OrganDirectory organs)
{
    private const int MaxReason = 1000;

    /// <param name="contents">What is asked for: the same contents under one request id are the same request.</param>
    public async Task<WriteOrder> From(
        Caller caller, string rpc, string reason, string onBehalfOf, string requestId, IEnumerable<IMessage> contents,
        CancellationToken ct)
    {
        if (reason.Length > MaxReason)
        {
            throw Refusals.TooLong("reason", reason.Length, MaxReason);
        }

        var organ = onBehalfOf.Length == 0 ? "" : (await organs.Ids([onBehalfOf], "on_behalf_of", ct))[0];
        var id = ParseRequestId(requestId);
        return new(
            EventMetas.From(caller, reason, organ, id),
            id is { } key ? new(caller.Client, key, Digest(rpc, reason, organ, contents)) : null);
    }

    private static Guid? ParseRequestId(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        return Guid.TryParseExact(text, "D", out var id) ? id : throw Refusals.InvalidValue(
            "request_id",
            $"request_id“{text}”不是UUID；例如7c0f3a52-9b1e-4d53-8f4e-3f1f2a6a9d10。",
            $"The request_id '{text}' is no UUID; one looks like 7c0f3a52-9b1e-4d53-8f4e-3f1f2a6a9d10.");
    }

    private static byte[] Digest(string rpc, string reason, string organ, IEnumerable<IMessage> contents)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var text in new[] { rpc, reason, organ })
        {
            Append(hash, System.Text.Encoding.UTF8.GetBytes(text));
        }

        foreach (var message in contents)
        {
            Append(hash, message.ToByteArray());
        }

        return hash.GetHashAndReset();
    }

    /// <summary>With its length, so that no two lists of parts look alike.</summary>
    private static void Append(IncrementalHash hash, byte[] part)
    {
        hash.AppendData(BitConverter.GetBytes(part.Length));
        hash.AppendData(part);
    }
}
