using Google.Protobuf;
using Grpc.Core;

namespace StatsService.Cli.Server;

/// <summary>All pages of an answer as one.</summary>
internal static class Pages
{
    /// <param name="page">Asks for the page of a token; the first has none.</param>
    public static async Task<T> All<T>(Func<string, AsyncUnaryCall<T>> page)
        where T : class, IMessage<T>, new()
    {
        var token = new T().Descriptor.FindFieldByName("next_page_token").Accessor;
        var all = await page("");
        while (token.GetValue(all) is string { Length: > 0 } next)
        {
            token.Clear(all);
            all.MergeFrom(await page(next)); // Lists are joined; the token becomes that of the page added.
        }

        return all;
    }
}
