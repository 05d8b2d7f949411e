using System.Globalization;

namespace StatsService.Cli.Screens;

/// <summary>How far something is, on a line of the terminal; nothing where standard error is none.</summary>
internal sealed class Bar : IDisposable
{
    private const int Width = 30;

    private readonly bool _shown = !Console.IsErrorRedirected;
    private int _length;

    /// <param name="total">Null: not known.</param>
    public void Show(string what, long done, long? total)
    {
        if (!_shown)
        {
            return;
        }

        var count = done.ToString("N0", CultureInfo.InvariantCulture);
        var line = $"{what} {count}";
        if (total is > 0)
        {
            var share = Math.Clamp((double)done / total.Value, 0, 1);
            var full = (int)(share * Width);
            line = $"{what} [{new string('#', full)}{new string('.', Width - full)}] {count}/"
                + $"{total.Value.ToString("N0", CultureInfo.InvariantCulture)}";
        }

        Console.Error.Write("\r" + line.PadRight(_length));
        _length = line.Length;
    }

    public void Dispose()
    {
        if (_length > 0)
        {
            Console.Error.WriteLine();
            _length = 0;
        }
    }
}
