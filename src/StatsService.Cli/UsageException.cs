using StatsService.Forms;

namespace StatsService.Cli;

/// <summary>The command as given makes no sense; found out only after the command line was parsed.</summary>
internal sealed class UsageException(LocalizedText text) : Exception(text.En)
{
    public UsageException(string zh, string en)
        : this(new LocalizedText(zh, en))
    {
    }

    public LocalizedText Text { get; } = text;
}
