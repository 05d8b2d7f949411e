using Google.Rpc;
using StatsService.Cli.Screens;
using StatsService.Cli.Server;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Reports;

/// <summary>Findings, and what cannot be understood, for people.</summary>
internal static class FindingScreen
{
    public static void Show(Screen screen, Wire.Report report)
    {
        foreach (var finding in report.Findings)
        {
            var confirmed = finding.Confirmation is { Expired: false } ? "  (已确认 confirmed)" : "";
            var head = $"  {Words.Of(finding.Strength),-7}  {finding.FindingId}{confirmed}";
            screen.Line(head, StyleOf(finding.Strength));
            screen.Line("    " + finding.Message.Zh);
            screen.Line("    " + finding.Message.En);
        }
    }

    public static void Show(Screen screen, Status refusal)
    {
        screen.Line($"  {StatusText.Reason(refusal)}", "red");
        foreach (var line in StatusText.Lines(refusal))
        {
            screen.Line("    " + line);
        }
    }

    public static string Counts(Wire.Quality quality) =>
        $"{quality.ErrorCount} ERROR, {quality.WarningCount} WARNING, {quality.InfoCount} INFO"
        + (quality.ConfirmedCount > 0 ? $", {quality.ConfirmedCount} CONFIRMED" : "");

    private static string StyleOf(Wire.FindingStrength strength) => strength switch
    {
        Wire.FindingStrength.Error => "red",
        Wire.FindingStrength.Warning => "yellow",
        _ => "blue",
    };
}
