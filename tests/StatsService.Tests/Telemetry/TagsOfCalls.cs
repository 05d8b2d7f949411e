using System.Diagnostics;
using Ogi.Stats.V1;
using StatsService.Telemetry;

namespace StatsService.Tests.Telemetry;

/// <summary>What a call was about stands on its span before anything of it was checked.</summary>
public sealed class TagsOfCalls
{
    [Fact]
    public void A_name_of_any_length_leaves_the_first_64_characters()
    {
        using var span = new Activity("call");

        CallSubject.Describe(new GetOrganRequest { Name = "organs/" + new string('x', 1_000_000) }, span);

        Assert.Equal(new string('x', 64), span.GetTagItem(CallSubject.Organ));
    }

    [Fact]
    public void Of_many_names_the_first_ten_are_left()
    {
        using var span = new Activity("call");
        var organs = Enumerable.Range(0, 100).Select(i => $"organs/{i}");

        CallSubject.Describe(new QueryReviewResultsRequest { Selection = new() { Organs = { organs } } }, span);

        Assert.Equal("0,1,2,3,4,5,6,7,8,9", span.GetTagItem(CallSubject.Organ));
    }
}
