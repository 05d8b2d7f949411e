using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using System.Text;

namespace StatsService.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var parsed = StatsctlCommand.Create().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return parsed.Action switch
        {
            ParseErrorAction wrong => await Explain(parsed, wrong),
            not HelpWithNotes when UnknownOption(parsed) is { } option => await Explain(parsed, option),
            _ => await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }),
        };
    }

    /// <summary>A word that looks like an option is one that was mistyped, and not the name of a file.</summary>
    private static string? UnknownOption(ParseResult parsed) => parsed.Tokens
        .TakeWhile(token => token.Type != TokenType.DoubleDash)
        .Where(token => token.Type == TokenType.Argument)
        .Select(token => token.Value)
        .FirstOrDefault(word => word.StartsWith("--", StringComparison.Ordinal));

    private static async Task<int> Explain(ParseResult parsed, string option)
    {
        await Console.Error.WriteLineAsync($"没有选项{option} | There is no option {option}");
        return await PointToHelp(parsed);
    }

    /// <summary>Says what is wrong with the command line; standard output stays empty.</summary>
    private static async Task<int> Explain(ParseResult parsed, ParseErrorAction wrong)
    {
        wrong.ShowHelp = false; // the library words the reasons, in English only
        await Console.Error.WriteLineAsync("命令行有误 | The command line is wrong:");
        await parsed.InvokeAsync(new InvocationConfiguration { Output = Console.Error });
        return await PointToHelp(parsed);
    }

    private static async Task<int> PointToHelp(ParseResult parsed)
    {
        var command = string.Join(' ', Path(parsed.CommandResult.Command).Reverse());
        await Console.Error.WriteLineAsync($"用法见 | For the usage see: {command} --help");
        return ExitCodes.Usage;
    }

    private static IEnumerable<string> Path(Symbol? symbol)
    {
        for (; symbol is Command; symbol = symbol.Parents.FirstOrDefault())
        {
            yield return symbol.Name;
        }
    }
}
