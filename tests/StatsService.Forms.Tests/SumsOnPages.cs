using FsCheck.Xunit;
using StatsService.Forms.Measuring;
using static StatsService.Forms.Tests.Support.Sums;

namespace StatsService.Forms.Tests;

public sealed class SumsOnPages
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;
    private static readonly SlotTable Slots = Catalog.Slots;

    [Fact]
    public void Every_slot_stands_on_one_page()
    {
        Assert.Equal(0, Slots.Pages[0].First);
        Assert.Equal(Slots.Pages.Skip(1).Select(page => page.First), Slots.Pages.SkipLast(1).Select(page => page.End));
        Assert.Equal(Slots.Count, Slots.Pages[^1].End);
    }

    [Theory]
    [InlineData("applications.total", ApplicantKind.Unspecified, 1)]
    [InlineData("applications.granted", ApplicantKind.NaturalPerson, 2)]
    [InlineData("reviews.litigation.corrected", ApplicantKind.Unspecified, 3)]
    [InlineData("proactive.kind.business", ApplicantKind.Unspecified, 3)]
    public void What_is_asked_most_comes_first(string indicator, ApplicantKind applicant, int pages) =>
        Assert.Equal(pages, Slots.PagesOf(new([Slots.Find(indicator, applicant)!])));

    [Property(MaxTest = 60)]
    public void All_pages_together_are_the_sums(int[] seeds, int[] less)
    {
        var (sums, read) = (Any(seeds), new FigureSums(Catalog));
        sums.Subtract(Any(less));

        foreach (var page in Slots.Pages)
        {
            SumsCodec.Add(SumsCodec.Encode(sums, page), read, page, 1);
        }

        Assert.Equal(sums, read);
        Assert.Equal(sums.IsEmpty, Slots.Pages.All(sums.IsEmptyOn));
    }

    [Property(MaxTest = 60)]
    public void A_page_gives_its_slots(int[] seeds, ushort picked)
    {
        var sums = Any(seeds);
        var slot = Slots[picked % Slots.Count];
        var some = new FigureSums(Catalog, new([slot, Slots[0]]));

        foreach (var page in Slots.Pages.Take(Slots.PagesOf(new([slot]))))
        {
            SumsCodec.Add(SumsCodec.Encode(sums, page), some, page, 1);
        }

        Assert.Equal(sums[slot].Sum, some[slot].Sum);
        Assert.Equal(sums[slot].ToMeasured().Conditions, some[slot].ToMeasured().Conditions);
        Assert.Equal(sums.Covered, some.Covered);
    }

    [Fact]
    public void A_page_is_not_taken_for_another()
    {
        var bytes = SumsCodec.Encode(Any([1]), Slots.Pages[1]);

        Assert.Throws<FormatException>(() => SumsCodec.Add(bytes, new(Catalog), Slots.Pages[0], 1));
        Assert.Throws<FormatException>(() => SumsCodec.Decode(bytes, Catalog));
    }
}
