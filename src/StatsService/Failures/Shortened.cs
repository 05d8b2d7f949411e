using StatsService.Forms;

namespace StatsService.Failures;

/// <summary>
/// What a refusal says, whatever was sent: a value that is repeated in it may be of any length. It is cut in the
/// middle, so that what is at fault stays at the beginning and the way out at the end.
/// </summary>
internal static class Shortened
{
    private const int MaxText = 600;
    private const int MaxPath = 160;

    public static LocalizedText Text(LocalizedText text, int most = MaxText) =>
        new(Middle(text.Zh, most), Middle(text.En, most));

    public static string Path(string path) => Middle(path, MaxPath);

    private static string Middle(string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        var (head, tail) = (most / 2, text.Length - (most / 2));
        // A character of two code units is not cut in half.
        head -= char.IsHighSurrogate(text[head - 1]) ? 1 : 0;
        tail += char.IsLowSurrogate(text[tail]) ? 1 : 0;
        return $"{text[..head]}…{text[tail..]}";
    }
}
