using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace StatsService.Cli;

/// <summary>A command whose help ends with notes and examples.</summary>
internal sealed class DocumentedCommand(string name, string description, string notes) : Command(name, description)
{
    public string Notes { get; } = notes;
}

/// <summary>The usual help, and the notes under it.</summary>
internal sealed class HelpWithNotes(HelpAction usual, string rootNotes) : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var code = usual.Invoke(parseResult);
        var notes = parseResult.CommandResult.Command switch
        {
            DocumentedCommand command => command.Notes,
            RootCommand => rootNotes,
            _ => "",
        };
        if (notes.Length > 0)
        {
            parseResult.InvocationConfiguration.Output.WriteLine(notes);
        }

        return code;
    }
}
