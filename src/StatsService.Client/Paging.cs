using System.Runtime.CompilerServices;
using Google.Protobuf;
using Google.Protobuf.Collections;
using Grpc.Core;

namespace StatsService.Client;

/// <summary>Reads lists page by page, as one.</summary>
/// <example>
/// <code>
/// await foreach (var report in Paging.All(
///     new ListReportsRequest { Parent = "organs/-", Filter = new() { FirstYear = 2023 } },
///     client.Reports.ListReportsAsync, page => page.Reports))
/// </code>
/// </example>
public static class Paging
{
    /// <summary>One call, as the generated clients have it.</summary>
    public delegate AsyncUnaryCall<TPage> Call<in TRequest, TPage>(
        TRequest request, Metadata? headers, DateTime? deadline, CancellationToken cancellationToken);

    /// <summary>
    /// All rows of all pages. They fit together: each page is answered as of the position of the first.
    /// </summary>
    /// <param name="request">With a <c>page_token</c>; it is not changed.</param>
    /// <param name="call">Asks for one page.</param>
    /// <param name="rows">The rows of a page.</param>
    public static async IAsyncEnumerable<TRow> All<TRequest, TPage, TRow>(
        TRequest request, Call<TRequest, TPage> call, Func<TPage, RepeatedField<TRow>> rows,
        [EnumeratorCancellation] CancellationToken ct = default)
        where TRequest : class, IMessage<TRequest>
        where TPage : class, IMessage<TPage>
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(rows);
        var asked = request.Clone();
        var token = asked.Descriptor.FindFieldByName("page_token")?.Accessor
            ?? throw new ArgumentException($"{asked.Descriptor.Name} has no pages.", nameof(request));
        string next;
        do
        {
            var page = await call(asked, null, null, ct);
            foreach (var row in rows(page))
            {
                yield return row;
            }

            next = (string)page.Descriptor.FindFieldByName("next_page_token").Accessor.GetValue(page);
            token.SetValue(asked, next);
        }
        while (next.Length > 0);
    }
}
