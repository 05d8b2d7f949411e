namespace StatsService.Cli.Tests;

/// <summary>Colours are for terminals, and for those who want them.</summary>
public sealed class OnATerminal
{
    private const string Red = "\u001b[38;5;9m";

    [NeedsFact("script")]
    public async Task An_error_is_red() =>
        Assert.Contains($"{Red}  ERROR    2014.replies.sum", await Check(""), StringComparison.Ordinal);

    [NeedsFact("script")]
    public async Task Nothing_is_coloured_where_colours_are_not_wanted()
    {
        var output = await Check("NO_COLOR=1");

        Assert.Contains("ERROR    2014.replies.sum", output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[3", output, StringComparison.Ordinal);
    }

    /// <summary>On a pseudo terminal that <c>script</c> makes.</summary>
    private static Task<string> Check(string variable)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "statsctl.dll");
        var command = $"env -u NO_COLOR TERM=xterm-256color {variable} dotnet '{program}' check "
            + $"'{Repository.Sample("110116-2018-region")}'";
        // check ends with 1, as the report has errors; script hands that on only where -e asks for it
        return Programs.Run("script", ["-qc", command, "/dev/null"]);
    }
}
