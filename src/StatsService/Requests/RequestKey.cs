using Google.Protobuf;
using StatsService.Callers;
using StatsService.Failures;

namespace StatsService.Requests;

/// <summary>
/// A request that a client can name again: the same id with the same contents gives the same answer, for ever.
/// </summary>
/// <param name="Client">Ids are unique per client.</param>
/// <param name="Digest">What was asked: a <see cref="RequestDigest"/>.</param>
internal sealed record RequestKey(string Client, Guid Id, byte[] Digest)
{
    /// <summary>The key of a request, or null where it has no id; one that is no UUID is refused.</summary>
    /// <param name="field">Where the id stands, from the call's message on.</param>
    public static RequestKey? Of<T>(Caller caller, T request, string field = "request_id")
        where T : IMessage<T>
    {
        var text = (string)RequestDigest.IdField(request).Accessor.GetValue(request);
        if (text.Length == 0)
        {
            return null;
        }

        return Guid.TryParseExact(text, "D", out var id)
            ? new(caller.Client, id, RequestDigest.Of(request))
            : throw Refusals.InvalidValue(
                field,
                $"{field}“{text}”不是UUID；例如7c0f3a52-9b1e-4d53-8f4e-3f1f2a6a9d10。",
                $"The {field} '{text}' is no UUID; one looks like 7c0f3a52-9b1e-4d53-8f4e-3f1f2a6a9d10.");
    }
}
