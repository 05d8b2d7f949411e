using Grpc.Core;
using Grpc.Health.V1;
using Grpc.Reflection.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Calls;

/// <summary>What tools ask a service before they know anything of it.</summary>
public sealed class AskingTheService(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task The_service_says_that_it_serves()
    {
        var health = await new Health.HealthClient(service.Channel).CheckAsync(new());
        using var http = new HttpClient();

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
        Assert.Equal("Healthy", await http.GetStringAsync(new Uri(service.HttpAddress + "/healthz")));
    }

    [Fact]
    public async Task The_service_lists_what_it_offers_and_describes_it()
    {
        using var call = new ServerReflection.ServerReflectionClient(service.Channel).ServerReflectionInfo();
        await call.RequestStream.WriteAsync(new() { ListServices = "" });
        await call.RequestStream.WriteAsync(new() { FileContainingSymbol = "ogi.stats.v1.ReportService" });
        await call.RequestStream.CompleteAsync();

        var answers = await call.ResponseStream.ReadAllAsync().ToListAsync();

        var services = answers[0].ListServicesResponse.Service.Select(found => found.Name).ToList();
        foreach (var name in new[] { "ReportService", "RegistryService", "FormService", "StatisticsService" })
        {
            Assert.Contains("ogi.stats.v1." + name, services);
        }

        Assert.NotEmpty(answers[1].FileDescriptorResponse.FileDescriptorProto);
    }
}
