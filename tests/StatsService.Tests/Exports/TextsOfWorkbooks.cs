using StatsService.Exports.Formats;

namespace StatsService.Tests.Exports;

/// <summary>Any text stands in a workbook as what it is.</summary>
public sealed class TextsOfWorkbooks
{
    [Theory]
    [InlineData("件", "件")]
    [InlineData("a<b>&\"c\"", "a&lt;b&gt;&amp;&quot;c&quot;")]
    [InlineData("a\r\n\tb", "a_x000D_\n\tb")]
    [InlineData("\u0001", "_x0001_")]
    [InlineData("_x0041_", "_x005F_x0041_")]
    [InlineData("_x41_ _", "_x41_ _")]
    public void What_XML_cannot_hold_is_written_by_its_number(string text, string written) =>
        Assert.Equal(written, Xml.Escaped(text));

    [Fact]
    public void A_text_that_is_longer_than_a_cell_takes_ends_there()
    {
        var part = new MemoryStream();
        using (var sheet = new Sheet(part, []))
        {
            sheet.Row().Text(1, new string('a', 40_000));
        }

        var xml = System.Text.Encoding.UTF8.GetString(part.ToArray());
        Assert.Contains(new string('a', 32_766) + "…</t>", xml, StringComparison.Ordinal);
        Assert.DoesNotContain(new string('a', 32_767), xml, StringComparison.Ordinal);
    }
}
