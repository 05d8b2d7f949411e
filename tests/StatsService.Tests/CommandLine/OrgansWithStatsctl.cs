using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.TestTools;

namespace StatsService.Tests.CommandLine;

/// <summary><c>statsctl organs</c> against the service.</summary>
public sealed class OrgansWithStatsctl(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private readonly string _id = $"test-{Guid.NewGuid():N}"[..15];

    [Fact]
    public async Task A_dry_run_says_what_would_happen_and_registers_nothing()
    {
        using var file = Csv($"{_id},长治市测试局,department,140400,,");

        var run = await service.Statsctl("organs", "import", file.Path, "--dry-run");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"1/1  将登记 created  L2  organs/{_id}  长治市测试局", run.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await service.Statsctl("organs", "get", _id)).ExitCode);
    }

    [Fact]
    public async Task Each_line_has_its_result_and_a_second_run_changes_nothing()
    {
        using var file = Csv(
            $"{_id}-1,长治市第一测试局,department,140400,一局;一办,2010",
            $"{_id}-2,长治市第二测试局,department,999999,,",
            $"{_id}-3,长治市第三测试局,department,140400,,");

        var first = await service.Statsctl("organs", "import", file.Path);
        var second = await service.Statsctl("organs", "import", file.Path, "--json");

        Assert.Equal((1, 1), (first.ExitCode, second.ExitCode));
        Assert.Contains("2/3  被拒 refused  L3", first.Output, StringComparison.Ordinal);
        Assert.Contains("UNKNOWN_DIVISION", first.Output, StringComparison.Ordinal);
        Assert.Contains("2 登记 created", first.Output, StringComparison.Ordinal);
        Assert.Equal(
            [UpsertResult.Unchanged, UpsertResult.Refused, UpsertResult.Unchanged],
            second.Answers<BatchUpsertOrgansResponse>().Select(answer => answer.Result));
    }

    [Fact]
    public async Task What_was_imported_is_found_shown_and_listed()
    {
        using var file = Csv($"{_id},长治市{_id}局,department,140400,别称{_id},2010");
        await service.Statsctl("organs", "import", file.Path);

        var found = await service.Statsctl("organs", "search", $"别称{_id}", "--division", "140000", "--limit", "3");
        var shown = await service.Statsctl("organs", "get", _id);
        var listed = await service.Statsctl("organs", "list", "--division", "140400", "--kind", "department", "--json");

        Assert.Contains($"organs/{_id} ", found.Output, StringComparison.Ordinal);
        Assert.Contains($"别名 aliases: 别称{_id}", shown.Output, StringComparison.Ordinal);
        Assert.Contains("年度 years: 2010–", shown.Output, StringComparison.Ordinal);
        var organs = Assert.Single(listed.Answers<ListOrgansResponse>()).Organs;
        Assert.Contains($"organs/{_id}", organs.Select(organ => organ.Name), StringComparer.Ordinal);
        Assert.All(organs, organ => Assert.Equal(OrganKind.Department, organ.Kind));
    }

    private static TemporaryFile Csv(params string[] lines) =>
        new("organs.csv", "id,name,kind,division,aliases,first_year\n" + string.Join('\n', lines));
}
