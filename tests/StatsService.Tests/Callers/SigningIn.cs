using System.Net;
using Google.Rpc;
using Grpc.Core;
using Grpc.Health.V1;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Callers;

/// <summary>Only a good token tells who calls.</summary>
public sealed class SigningIn(SignedInFixture service) : IClassFixture<SignedInFixture>
{
    [Fact]
    public async Task A_good_token_reads() =>
        Assert.NotNull(await List(TestKey.Bearer(service.Key.Token())));

    [Fact]
    public async Task A_call_without_a_token_is_refused() => await Rejects("NO_TOKEN", headers: []);

    [Fact]
    public async Task Another_scheme_than_Bearer_is_refused() =>
        await Rejects("NO_BEARER_TOKEN", new Metadata { { "authorization", "Basic dGVzdDp0ZXN0" } });

    [Fact]
    public async Task Something_that_is_no_token_is_refused() => await Rejects("BAD_TOKEN", TestKey.Bearer("abc"));

    [Fact]
    public async Task An_expired_token_is_refused() =>
        await Rejects("EXPIRED", TestKey.Bearer(service.Key.Token(age: TimeSpan.FromHours(1))));

    [Fact]
    public async Task A_token_from_the_future_is_refused() =>
        await Rejects("NOT_YET_VALID", TestKey.Bearer(service.Key.Token(age: TimeSpan.FromHours(-1))));

    [Fact]
    public async Task A_token_for_another_service_is_refused() =>
        await Rejects("WRONG_AUDIENCE", TestKey.Bearer(service.Key.Token(audience: "payroll")));

    [Fact]
    public async Task A_token_of_another_issuer_is_refused() =>
        await Rejects("WRONG_ISSUER", TestKey.Bearer(service.Key.Token(issuer: "https://id.example.com")));

    [Fact]
    public async Task A_token_signed_with_a_key_of_ones_own_is_refused() =>
        await Rejects("BAD_SIGNATURE", TestKey.Bearer(new TestKey().Token()));

    [Fact]
    public async Task A_token_that_is_not_signed_is_refused() =>
        await Rejects("BAD_SIGNATURE", TestKey.Bearer(TestKey.TokenUnsigned()));

    [Fact]
    public async Task A_token_signed_with_the_public_key_as_a_secret_is_refused() =>
        await Rejects("BAD_SIGNATURE", TestKey.Bearer(service.Key.TokenByHmac()));

    [Fact]
    public async Task A_token_whose_claims_were_changed_is_refused()
    {
        var parts = service.Key.Token().Split('.');
        var other = service.Key.Token(new(StringComparer.Ordinal) { ["client_id"] = "another" }).Split('.');

        await Rejects("BAD_SIGNATURE", TestKey.Bearer($"{parts[0]}.{other[1]}.{parts[2]}"));
    }

    [Fact]
    public async Task A_token_that_names_no_client_is_refused()
    {
        var claims = new Dictionary<string, object>(StringComparer.Ordinal) { ["roles"] = "reader" };

        await Rejects("NO_CLIENT", TestKey.Bearer(service.Key.Token(claims)));
    }

    [Fact]
    public async Task Health_needs_no_token()
    {
        var health = await new Health.HealthClient(service.Channel).CheckAsync(new());

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
    }

    private async Task<ListReportsResponse> List(Metadata headers) =>
        await service.Reports.ListReportsAsync(new(), headers);

    private async Task Rejects(string cause, Metadata headers)
    {
        var status = await Refused.With(StatusCode.Unauthenticated, "NOT_SIGNED_IN", () => List(headers));
        Assert.Equal(cause, status.GetDetail<ErrorInfo>()!.Metadata["cause"]);

        var token = headers.GetValue("authorization")?.Split(' ') is ["Bearer", var sent] ? sent : null;
        var json = await JsonCalls.Get(service, "/v1/reports", token);
        json.Refuses(HttpStatusCode.Unauthorized, Code.Unauthenticated, "NOT_SIGNED_IN");
    }
}

/// <summary>On the developer's own machine calls need no token; one that is sent must be good all the same.</summary>
public sealed class TheDevelopmentCaller(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task The_development_caller_is_who_calls_without_a_token() =>
        Assert.NotNull(await service.Reports.ListReportsAsync(new()));

    [Theory]
    [InlineData("authorization", "Bearer abc")]
    [InlineData("authorization", "Basic dGVzdDp0ZXN0")]
    [InlineData("x-forwarded-for", "203.0.113.7")]
    [InlineData("forwarded", "for=203.0.113.7")]
    [InlineData("x-real-ip", "203.0.113.7")]
    [InlineData("via", "1.1 proxy.example.gov.cn")]
    public async Task Who_sends_a_bad_token_or_comes_through_a_proxy_is_not_the_development_caller(
        string header, string value) =>
        await Refused.With(
            StatusCode.Unauthenticated, "NOT_SIGNED_IN",
            async () => await service.Reports.ListReportsAsync(new(), new Metadata { { header, value } }));

    [Fact]
    public async Task Who_sends_a_token_of_whatever_key_is_not_the_development_caller() => await Refused.With(
        StatusCode.Unauthenticated, "NOT_SIGNED_IN",
        async () => await service.Reports.ListReportsAsync(
            new(), TestKey.Bearer(new TestKey().Token(audience: "stats"))));

    [Fact]
    public async Task Who_sends_a_bad_token_in_JSON_is_not_the_development_caller() =>
        (await JsonCalls.Get(service, "/v1/reports", "abc"))
        .Refuses(HttpStatusCode.Unauthorized, Code.Unauthenticated, "NOT_SIGNED_IN");
}
