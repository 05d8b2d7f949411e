using Google.Protobuf;
using Spectre.Console;
using StatsService.Forms;

namespace StatsService.Cli.Screens;

/// <summary>Where a command writes: answers to standard output, everything else to standard error.</summary>
internal sealed class Screen(bool json)
{
    /// <summary>Wide enough that nothing is broken in two.</summary>
    private const int Unlimited = 10_000;

    /// <summary>A terminal breaks lines better than the library, which wants spaces between words.</summary>
    private readonly IAnsiConsole _lines = Open(Console.Out, limited: false);
    private readonly IAnsiConsole _tables = Open(Console.Out, limited: !Console.IsOutputRedirected);
    private readonly IAnsiConsole _error = Open(Console.Error, limited: false);

    /// <summary>Answers go out as protobuf JSON, and nothing else does.</summary>
    public bool Json { get; } = json;

    /// <summary>Prints an answer of the service, with <c>--json</c> only.</summary>
    public void Answer(IMessage message)
    {
        if (Json)
        {
            Console.Out.WriteLine(JsonText.Format(message));
        }
    }

    /// <summary>A line for people; <paramref name="style"/> is lost where there are no colours.</summary>
    public void Line(string text = "", string? style = null)
    {
        if (!Json)
        {
            _lines.Write(new Text(text + "\n", style is null ? Style.Plain : Style.Parse(style)));
        }
    }

    public void Show(Table table)
    {
        if (!Json)
        {
            _tables.Write(table);
        }
    }

    /// <summary>Something for people that is no answer: what was saved where.</summary>
    public void Note(string text) => _error.Write(new Text(text + "\n"));

    public void ErrorLine(string text) => _error.Write(new Text(text + "\n", new Style(Color.Red)));

    public void Complain(LocalizedText text)
    {
        ErrorLine(text.Zh);
        if (text.En != text.Zh)
        {
            ErrorLine(text.En);
        }
    }

    /// <summary>Shows a bar while something goes on; none where standard error is no terminal.</summary>
    /// <param name="work">Tells by its argument how far it is.</param>
    public async Task<T> WithBar<T>(Func<Action<BarState>, Task<T>> work)
    {
        if (Json || Console.IsErrorRedirected)
        {
            return await work(_ => { });
        }

        var progress = Open(Console.Error, limited: true).Progress().AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn());
        return await progress.StartAsync(context =>
        {
            ProgressTask? bar = null;
            return work(state =>
            {
                bar ??= context.AddTask(state.What, maxValue: 1);
                bar.Description = Markup.Escape(state.Text);
                bar.IsIndeterminate = state.Share is null;
                bar.Value = state.Share ?? 0;
            });
        });
    }

    private static IAnsiConsole Open(TextWriter writer, bool limited)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        if (!limited)
        {
            console.Profile.Width = Unlimited;
        }

        return console;
    }
}
