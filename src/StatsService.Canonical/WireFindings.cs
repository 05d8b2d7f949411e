using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Canonical;

/// <summary>Findings as the API tells them.</summary>
public static class WireFindings
{
    public static Wire.LocalizedText Write(LocalizedText text) => new() { Zh = text.Zh, En = text.En };

    public static Wire.Finding Write(Finding finding)
    {
        var wire = new Wire.Finding
        {
            FindingId = finding.Id,
            Rule = "rules/" + finding.Rule.Id,
            Strength = (Wire.FindingStrength)finding.Strength,
            Message = Write(finding.Message),
            Formula = finding.Formula,
            Source = finding.Rule.Source,
            ValuesHash = finding.ValuesHash,
        };
        if (finding.Left is { } left)
        {
            wire.LeftValue = WireValues.Digits(left);
        }

        if (finding.Right is { } right)
        {
            wire.RightValue = WireValues.Digits(right);
        }

        if (finding.Difference is { } difference)
        {
            wire.Difference = WireValues.Digits(difference);
        }

        wire.Cells.Add(finding.Cells.Select(cell => Write(cell)));
        return wire;
    }

    /// <param name="revision">Where it stands, if that is not the report that bears the finding.</param>
    public static Wire.FindingCell Write(FindingCell cell, string revision = "") => new()
    {
        Table = cell.Table,
        Cell = cell.Cell,
        Label = Write(cell.Label),
        Value = WireValues.Write(cell.Value),
        Revision = revision,
    };

    /// <summary>Counts and grade; <paramref name="confirmed"/> says which findings stand confirmed.</summary>
    public static Wire.Quality Quality(IReadOnlyCollection<Finding> findings, Func<Finding, bool> confirmed)
    {
        var open = findings.Where(finding => !confirmed(finding)).ToList();
        var quality = new Wire.Quality
        {
            ErrorCount = open.Count(finding => finding.Strength == FindingStrength.Error),
            WarningCount = open.Count(finding => finding.Strength == FindingStrength.Warning),
            InfoCount = open.Count(finding => finding.Strength == FindingStrength.Info),
            ConfirmedCount = findings.Count - open.Count,
        };
        quality.Grade = quality switch
        {
            { ErrorCount: > 0 } => Wire.QualityGrade.Error,
            { WarningCount: > 0 } => Wire.QualityGrade.Warning,
            _ when findings.Except(open).Any(finding => finding.Strength > FindingStrength.Info) =>
                Wire.QualityGrade.Confirmed,
            _ => Wire.QualityGrade.Passed,
        };
        return quality;
    }
}
