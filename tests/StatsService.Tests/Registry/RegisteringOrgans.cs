using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.Registry;

/// <summary>CreateOrgan: the id that an organ gets, and what is refused.</summary>
public sealed class RegisteringOrgans(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    private const string Unified = "11100000MB0143028R"; // a code whose check character is right

    [Fact]
    public async Task What_was_sent_comes_back_by_id_and_by_code()
    {
        var sent = Departments.New();
        sent.Codes.Add("code-" + sent.Name["organs/".Length..]);
        sent.Aliases.Add("长治某局");
        sent.Years = new() { FirstYear = 2009 };
        sent.Names[0].Years = new() { FirstYear = 2019 };
        sent.Names.Add(new TimedName { Title = "长治市旧局", Years = new() { FirstYear = 2009, LastYear = 2018 } });

        var created = await service.Create(sent);
        var byCode = await service.Get("organs/" + sent.Codes[0]);

        Assert.Equal(created, byCode);
        Assert.NotEmpty(created.Etag);
        sent.Etag = created.Etag;
        Assert.Equal(sent, created);
    }

    [Fact]
    public async Task Without_a_name_a_unified_social_credit_code_becomes_the_id()
    {
        var sent = Departments.New();
        sent.Name = "";
        sent.Codes.Add("learnt-" + Departments.NewId());
        sent.Codes.Add(Unified);

        var created = await service.Create(sent);

        Assert.Equal("organs/" + Unified, created.Name);
        Assert.Equal([sent.Codes[0]], created.Codes);
    }

    [Fact]
    public async Task Without_a_name_or_code_the_registry_makes_an_id()
    {
        var sent = Departments.New();
        sent.Name = "";
        var first = await service.Create(sent);
        sent.Names[0].Title += "二";
        var second = await service.Create(sent);

        Assert.Matches("^organs/o-[0-9a-z]{13}$", first.Name);
        Assert.NotEqual(first.Name, second.Name);
    }

    [Fact]
    public async Task A_government_without_a_name_gets_its_divisions_code()
    {
        var refused = await Refused.By(() => service.Registry.CreateOrganAsync(new()
        {
            Organ = new()
            {
                Names = { new TimedName { Title = "长治市政府" } },
                Kind = OrganKind.Government,
                Division = "divisions/140400",
            },
        }));

        Assert.Equal((StatusCode.AlreadyExists, "ORGAN_EXISTS"), (refused.Code, refused.Reason));
        Assert.Equal("organs/140400", refused.Metadata["organ"]);
    }

    [Fact]
    public async Task The_same_once_more_changes_nothing()
    {
        var sent = Departments.New();
        var first = await service.Create(sent);
        var again = await service.Create(sent);

        Assert.Equal(first, again);
        Assert.Equal(1, await service.Events(sent.Name));
    }

    [Fact]
    public async Task An_id_that_another_has_is_refused()
    {
        var sent = Departments.New();
        await service.Create(sent);
        sent.Names[0].Title = "别的局";
        var refused = await Refused.By(() => service.Registry.CreateOrganAsync(new() { Organ = sent }));

        Assert.Equal((StatusCode.AlreadyExists, "ORGAN_EXISTS"), (refused.Code, refused.Reason));
        Assert.Equal(sent.Name, refused.Metadata["organ"]);
        Assert.Equal(1, await service.Events(sent.Name));
    }

    [Fact]
    public async Task A_code_that_is_anothers_id_or_code_is_refused()
    {
        var one = Departments.New();
        one.Codes.Add("code-" + Departments.NewId());
        await service.Create(one);
        foreach (var taken in new[] { one.Codes[0], one.Name["organs/".Length..], "140400" })
        {
            var other = Departments.New();
            other.Codes.Add(taken);
            var refused = await Refused.By(() => service.Registry.CreateOrganAsync(new() { Organ = other }));

            Assert.Equal(("ORGAN_EXISTS", taken), (refused.Reason, refused.Metadata["code"]));
            Assert.Equal(0, await service.Events(other.Name));
        }
    }

    [Fact]
    public async Task An_id_that_is_anothers_code_is_refused()
    {
        var one = Departments.New();
        one.Codes.Add("code-" + Departments.NewId());
        await service.Create(one);
        var refused = await Refused.By(
            () => service.Registry.CreateOrganAsync(new() { Organ = Departments.New(one.Codes[0]) }));

        Assert.Equal(("ORGAN_EXISTS", one.Name), (refused.Reason, refused.Metadata["organ"]));
    }

    [Fact]
    public async Task Everything_that_cannot_be_understood_is_named_at_once()
    {
        var refused = await Refused.By(() => service.Registry.CreateOrganAsync(new()
        {
            Organ = new()
            {
                Name = "organs/长治",
                Names =
                {
                    new TimedName { Title = new string('长', 101), Years = new() { FirstYear = 2020, LastYear = 2019 } },
                },
                Aliases = { Enumerable.Range(0, 21).Select(i => $"别名{i}") },
                Codes = { "11100000MB0143028X" },
                Years = new() { FirstYear = 19 },
                Division = "divisions/140400",
            },
        }));

        Assert.Equal(StatusCode.InvalidArgument, refused.Code);
        Assert.Equal(
            ["organ.aliases", "organ.codes[0]", "organ.kind", "organ.name", "organ.names[0].title",
             "organ.names[0].years", "organ.years.first_year"],
            refused.Fields.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("divisions/14040", "organs/140400", "organ.division", "UNKNOWN_DIVISION")]
    [InlineData("divisions/140400", "organs/14040", "organ.parent", "UNKNOWN_ORGAN")]
    public async Task What_it_refers_to_must_be_known(string division, string parent, string field, string reason)
    {
        var sent = Departments.New();
        (sent.Division, sent.Parent) = (division, parent);
        var refused = await Refused.By(() => service.Registry.CreateOrganAsync(new() { Organ = sent }));

        Assert.Equal((StatusCode.InvalidArgument, reason), (refused.Code, refused.Reason));
        Assert.Equal([field], refused.Fields);
        Assert.Contains(refused.Nearest, near => near.Name.EndsWith("/140400", StringComparison.Ordinal));
        Assert.Equal(0, await service.Events(sent.Name));
    }

    [Theory]
    [InlineData("organs/140400x", OrganKind.Government)] // a government's id is a division's code
    [InlineData("organs/320199", OrganKind.Government)] // a code of another province, which the data does not have
    [InlineData("organs/140499", OrganKind.Government, true)] // and one below 长治市
    [InlineData("organs/140421", OrganKind.Government, true)] // 长治县, which the data does not have, below 长治市
    [InlineData("organs/140402", OrganKind.Department, true)] // six digits alone reserve nothing
    [InlineData("organs/140481", OrganKind.Township, true)]
    [InlineData("organs/zone-xixian", OrganKind.Zone)] // the code of another division
    [InlineData("organs/320871", OrganKind.Department)]
    public async Task A_divisions_code_is_its_governments(string name, OrganKind kind, bool allowed = false)
    {
        var sent = Departments.New();
        (sent.Name, sent.Kind) = (name, kind);
        if (allowed)
        {
            Assert.Equal(name, (await service.Create(sent)).Name);
            return;
        }

        var refused = await Refused.By(() => service.Registry.CreateOrganAsync(new() { Organ = sent }));
        Assert.Equal(["organ.name"], refused.Fields);
    }
}
