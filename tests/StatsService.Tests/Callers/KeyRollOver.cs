using Grpc.Core;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Callers;

/// <summary>Keys change while the service runs.</summary>
public sealed class KeyRollOver(SignedInFixture service) : IClassFixture<SignedInFixture>
{
    [Fact]
    public async Task A_new_key_is_good_at_once_and_the_old_one_until_it_is_taken_out()
    {
        var next = new TestKey();
        await Refused.With(StatusCode.Unauthenticated, "NOT_SIGNED_IN", () => Call(next));

        service.WriteJwks(TestKey.Jwks(service.Key, next));
        await Call(next);
        await Call(service.Key);

        service.WriteJwks(TestKey.Jwks(next));
        await Call(next);
        await Refused.With(StatusCode.Unauthenticated, "NOT_SIGNED_IN", () => Call(service.Key));

        service.WriteJwks("{ half a fi");
        await Call(next);
    }

    private async Task Call(TestKey key) => await service.Reports.ListReportsAsync(new(), TestKey.Bearer(key.Token()));
}
