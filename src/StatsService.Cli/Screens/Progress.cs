using System.Globalization;

namespace StatsService.Cli.Screens;

/// <summary>
/// How far a long piece of work is. Each result line carries its number; where those lines go to a file, the count is
/// shown on the terminal instead.
/// </summary>
internal sealed class Progress(int total)
{
    private readonly bool _onTerminal = Console.IsOutputRedirected && !Console.IsErrorRedirected && total > 1;
    private readonly int _width = total.ToString(CultureInfo.InvariantCulture).Length;
    private int _done;

    /// <summary>One more is done: <c> 7/12</c>.</summary>
    public string Next()
    {
        _done++;
        var count = $"{_done.ToString(CultureInfo.InvariantCulture).PadLeft(_width)}/{total}";
        if (_onTerminal)
        {
            Console.Error.Write("\r" + count + (_done == total ? "\n" : ""));
        }

        return count;
    }
}
