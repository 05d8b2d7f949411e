using System.Security.Cryptography;
using JasperFx;
using Marten.Exceptions;
using Npgsql;
using StatsService.Failures;

namespace StatsService.Log;

/// <summary>
/// Runs a write again when another one was faster: each time with a new session, so that the decision is made on what
/// stands now. The decision itself then says what is wrong, if anything is.
/// </summary>
internal static class WriteRetry
{
    private const int Attempts = 8;

    /// <summary>The longest wait before the second attempt; it doubles with each.</summary>
    private const int FirstWaitMilliseconds = 4;

    public static async Task<T> Run<T>(Func<Task<T>> write, CancellationToken ct)
    {
        for (var attempt = 0; attempt < Attempts - 1; attempt++)
        {
            try
            {
                return await write();
            }
            catch (Exception e) when (LostRace(e))
            {
                // Another writer came first; decide again on the new state. Not all at the same moment.
                var wait = RandomNumberGenerator.GetInt32(1 + (FirstWaitMilliseconds << attempt));
                await Task.Delay(wait, ct);
            }
        }

        try
        {
            return await write();
        }
        catch (Exception e) when (LostRace(e))
        {
            throw Refusals.LostRace();
        }
    }

    private static bool LostRace(Exception e) => e
        is ConcurrencyException
        or ExistingStreamIdCollisionException
        or MartenCommandException
        {
            InnerException: PostgresException { SqlState: PostgresErrorCodes.UniqueViolation },
        };
}
