using FsCheck.Xunit;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using StatsService.Tests.RollUp;

namespace StatsService.Tests.Changes;

/// <summary>
/// Whatever happens in a small country, whoever applies the changes of a feed, in pages of any size and with any
/// filter, has at the end what a list with that filter has; and so has whoever began with a snapshot on the way.
/// </summary>
public sealed class AnyFeed(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Property(MaxTest = 2, Arbitrary = [typeof(AnyHistory.Histories)])]
    public async Task A_copy_is_what_a_list_has(AnyHistory.Part[] history)
    {
        var country = await SmallCountry.New(service.Channel);
        var work = new SmallCountryAtWork(country);
        ChangeFilter[] filters =
        [
            new() { Divisions = { "divisions/" + country.Province } },
            new() { Divisions = { "divisions/" + country.Prefecture } },
            new() { Divisions = { "divisions/" + country.County, "divisions/" + country.OtherPrefecture } },
            new()
            {
                Divisions = { "divisions/" + country.Prefecture },
                FirstYear = SmallCountryAtWork.Years[1],
                Forms = { "forms/2021" },
            },
        ];
        var followers = filters.Select(filter => new Follower(service, filter)).ToList();
        var late = filters.Select(filter => new Follower(service, filter)).ToList();
        foreach (var (part, number) in history.Select((part, number) => (part, number)))
        {
            if (number == history.Length / 2)
            {
                await Task.WhenAll(late.Select((follower, i) => follower.Begin(cut: i % 2 == 0)));
            }

            foreach (var step in part.Steps)
            {
                await work.Do(step);
            }

            foreach (var (follower, i) in followers.Select((follower, i) => (follower, i)))
            {
                await follower.Pull(pageSize: 1 + ((part.Steps.Length + i) % 7));
            }
        }

        foreach (var (filter, follower, other) in filters.Zip(followers, late))
        {
            await follower.Pull(pageSize: 1000);
            await IsListed(filter, follower);
            await IsTheSameAtOnce(filter, follower);
            await other.Pull(pageSize: 3);
            await IsListed(filter, other);
            Assert.Equal(
                follower.Organs.Order(StringComparer.Ordinal), other.Organs.Order(StringComparer.Ordinal));
            Assert.True(await other.IsUnchanged());
        }
    }

    private async Task IsListed(ChangeFilter filter, Follower follower)
    {
        var listed = new Dictionary<string, Report>(StringComparer.Ordinal);
        var request = new ListReportsRequest
        {
            Parent = "organs/-",
            Filter = new()
            {
                Divisions = { filter.Divisions },
                FirstYear = filter.FirstYear,
                Form = filter.Forms.FirstOrDefault() ?? "",
            },
            ReadMask = new() { Paths = { "name", "revision", "state", "tables", "stated_figures", "title" } },
        };
        do
        {
            var page = await service.Reports.ListReportsAsync(request);
            page.Reports.ToList().ForEach(report => listed.Add(report.Name, report));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(listed.Keys.Order(StringComparer.Ordinal), follower.Copy.Keys.Order(StringComparer.Ordinal));
        foreach (var (name, (revision, state, contents)) in follower.Copy)
        {
            Assert.Equal((listed[name].Revision, listed[name].State), (revision, state));
            Assert.Equal((revision, state), (contents!.Revision, contents.State));
            Assert.Equal(listed[name].Tables, contents.Tables);
            Assert.Equal(listed[name].StatedFigures, contents.StatedFigures);
        }
    }

    /// <summary>Nothing is missing and nothing comes twice, wherever it was interrupted.</summary>
    private async Task IsTheSameAtOnce(ChangeFilter filter, Follower follower)
    {
        var other = new Follower(service, filter);
        await other.Pull(pageSize: 1000);
        Assert.Equal(other.Changes, follower.Changes);
    }
}
