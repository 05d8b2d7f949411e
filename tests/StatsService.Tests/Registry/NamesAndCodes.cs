using StatsService.Registry;

namespace StatsService.Tests.Registry;

/// <summary>How names and codes are compared, without a database.</summary>
public sealed class NamesAndCodes
{
    [Theory]
    [InlineData("11100000MB0143028R", true)]
    [InlineData("91350100M000100Y43", true)] // the example of the standard
    [InlineData("91350100M000100Y34", false)] // the last two exchanged
    [InlineData("91350100m000100y43", false)] // not in capitals
    [InlineData("91350100I000100Y43", false)] // I is none of its letters
    [InlineData("91350100M000100Y4", false)]
    public void A_unified_social_credit_code_checks_itself(string code, bool valid) =>
        Assert.Equal(valid, UnifiedCode.IsValid(code));

    [Theory]
    [InlineData("长治市人民政府", "长治市人民政府", 1)]
    [InlineData("长治市人民政府", "苏宿工业园", 0)]
    [InlineData("", "长治", 0)]
    public void Similarity_goes_from_0_to_1(string one, string other, double expected) =>
        Assert.Equal(expected, OrganNames.Similarity(one, other), 3);

    [Fact]
    public void One_wrong_character_is_nearer_than_two()
    {
        var one = OrganNames.Similarity("长冶市人民政府", "长治市人民政府");
        var two = OrganNames.Similarity("长冶市人民政府", "吕梁市人民政府");

        Assert.True(one > two, $"{one} > {two}");
        Assert.Equal(one, OrganNames.Similarity("长治市人民政府", "长冶市人民政府"));
    }

    [Fact]
    public void A_misspelt_character_leaves_a_pair_that_still_leads_to_the_name() =>
        Assert.Contains("长*市", OrganNames.TellingPairs("长冶市人民政府").Intersect(OrganNames.Pairs(["长治市人民政府"])));

    [Fact]
    public void What_every_government_is_called_tells_none_apart() =>
        Assert.Empty(OrganNames.TellingPairs("人民政府办公室"));

    [Fact]
    public void Rare_characters_are_not_cut_in_two() =>
        Assert.Equal(["𬭊县", "县人", "𬭊*人"], OrganNames.Pairs(["𬭊县人"]));
}
