using System.Buffers;
using System.Globalization;
using System.Text;

namespace StatsService.Exports.Formats;

/// <summary>Texts in the XML of a workbook.</summary>
internal static class Xml
{
    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. Enumerable.Range(0, ' ').Select(i => (char)i), '<', '>', '&', '"', '_', '\uFFFE', '\uFFFF']);

    /// <summary>
    /// A text as it stands there. What XML cannot hold, or reads as another sign, workbooks write as <c>_x000D_</c>;
    /// and the first sign of what looks like that by itself as <c>_x005F_</c>.
    /// </summary>
    public static string Escaped(string text)
    {
        if (!text.AsSpan().ContainsAny(Special))
        {
            return text;
        }

        var escaped = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            _ = text[i] switch
            {
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '&' => escaped.Append("&amp;"),
                '"' => escaped.Append("&quot;"),
                '_' when LooksEscaped(text.AsSpan(i)) => escaped.Append("_x005F_"),
                '\t' or '\n' or (>= ' ' and not ('\uFFFE' or '\uFFFF')) => escaped.Append(text[i]),
                _ => escaped.Append(CultureInfo.InvariantCulture, $"_x{(int)text[i]:X4}_"),
            };
        }

        return escaped.ToString();
    }

    private static bool LooksEscaped(ReadOnlySpan<char> text) =>
        text is ['_', 'x', var a, var b, var c, var d, '_', ..]
        && char.IsAsciiHexDigit(a) && char.IsAsciiHexDigit(b) && char.IsAsciiHexDigit(c) && char.IsAsciiHexDigit(d);
}
