using System.Net;
using Google.Protobuf;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Calls;

/// <summary>Answers are compressed for those who ask for it.</summary>
public sealed class Compressing(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Theory]
    [InlineData("gzip", true)]
    [InlineData("identity", false)]
    public async Task Messages_of_gRPC_are_compressed_as_the_client_accepts(string accepted, bool compressed)
    {
        using var http = new HttpClient();
        var message = new ByteArrayContent(Framed(new GetFormRequest { Name = "forms/2019" }));
        message.Headers.ContentType = new("application/grpc");
        using var request = new HttpRequestMessage(
            HttpMethod.Post, service.GrpcAddress + "/ogi.stats.v1.FormService/GetForm")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = message,
            Headers = { { "te", "trailers" }, { "grpc-accept-encoding", accepted } },
        };

        using var response = await http.SendAsync(request);
        var body = await response.Content.ReadAsByteArrayAsync();

        Assert.Equal("0", response.TrailingHeaders.GetValues("grpc-status").Single());
        Assert.Equal(compressed, body[0] == 1); // the flag of the first frame
        Assert.Equal(compressed, response.Headers.TryGetValues("grpc-encoding", out var encoding));
        Assert.Equal(compressed ? ["gzip"] : [], encoding ?? []);
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("identity", "")]
    public async Task Answers_in_JSON_are_compressed_as_the_client_accepts(string accepted, string encoding)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, service.HttpAddress + "/v1/forms/2019");
        request.Headers.Add("Accept-Encoding", accepted);

        using var response = await http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(encoding, string.Join(',', response.Content.Headers.ContentEncoding));
    }

    /// <summary>As gRPC frames a message: whether it is compressed, its length, itself.</summary>
    private static byte[] Framed(IMessage message)
    {
        var bytes = message.ToByteArray();
        return [0, 0, 0, 0, (byte)bytes.Length, .. bytes];
    }
}
