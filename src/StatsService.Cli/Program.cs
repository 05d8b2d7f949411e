using System.CommandLine;
using System.CommandLine.Invocation;
using System.Text;

namespace StatsService.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] args)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        var parsed = StatsctlCommand.Create().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return parsed.Action is ParseErrorAction wrong
            ? await Explain(parsed, wrong)
            : await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    /// <summary>Says what is wrong with the command line; standard output stays empty.</summary>
    private static async Task<int> Explain(ParseResult parsed, ParseErrorAction wrong)
    {
        wrong.ShowHelp = false;
        await parsed.InvokeAsync(new InvocationConfiguration { Output = Console.Error });
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
