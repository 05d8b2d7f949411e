using System.Globalization;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Canonical;

/// <summary>What a report states, on the wire and in the forms library.</summary>
public static class WireContent
{
    private const int MaxTables = 10;
    private const int MaxStatedFigures = 1000;
    private const int MaxSentence = 1000;
    private const int MaxStatedId = 20;
    private const int MaxIndicators = 5;

    /// <summary>The years that a sentence may speak of.</summary>
    private const int FirstYear = 1949;

    private const int LastYear = 2100;

    /// <summary>
    /// Reads the tables and stated figures of a report. Everything that cannot be understood comes back in
    /// <paramref name="problems"/>, all at once; the content then holds what could be. Of more than is allowed only so
    /// many are read.
    /// </summary>
    public static ReportContent Read(
        Wire.Report wire, ReportName name, FormCatalog catalog, ICollection<ContentProblem> problems)
    {
        if (wire.Tables.Count > MaxTables)
        {
            problems.Add(CommonProblems.TooMany("tables", wire.Tables.Count, MaxTables));
        }

        if (wire.StatedFigures.Count > MaxStatedFigures)
        {
            problems.Add(CommonProblems.TooMany("stated_figures", wire.StatedFigures.Count, MaxStatedFigures));
        }

        var content = new ReportContent(
            name.Year,
            name.Scope,
            [
                .. wire.Tables.Take(MaxTables)
                    .Select((table, i) => WireTables.Read(table, $"tables[{i}]", catalog, problems)),
            ],
            [
                .. wire.StatedFigures.Take(MaxStatedFigures)
                    .Select((figure, i) => ReadFigure(figure, $"stated_figures[{i}]", problems)),
            ]);
        foreach (var problem in catalog.Problems(content))
        {
            problems.Add(problem);
        }

        return content;
    }

    /// <summary>Writes the tables and stated figures into <paramref name="wire"/>.</summary>
    public static void Write(ReportContent content, Wire.Report wire)
    {
        wire.Tables.Add(content.Tables.Select(WireTables.Write));
        wire.StatedFigures.Add(content.StatedFigures.Select(WriteFigure));
    }

    internal static string? OrNull(string text) => text.Length == 0 ? null : text;

    private static StatedFigure ReadFigure(Wire.StatedFigure wire, string path, ICollection<ContentProblem> problems)
    {
        foreach (var (field, length, max) in new[]
        {
            ("id", wire.Id.Length, MaxStatedId),
            ("sentence", wire.Sentence.Length, MaxSentence),
        })
        {
            if (length > max)
            {
                problems.Add(CommonProblems.TooLong($"{path}.{field}", length, max));
            }
        }

        if (wire.Indicators.Count > MaxIndicators)
        {
            problems.Add(CommonProblems.TooMany(path + ".indicators", wire.Indicators.Count, MaxIndicators));
        }

        if (wire.HasYear && wire.Year is (< FirstYear or > LastYear))
        {
            problems.Add(new("INVALID_VALUE", path + ".year", new(
                $"年度{wire.Year}不在{FirstYear}至{LastYear}之间；与报告年度相同则不填。",
                $"The year {wire.Year} is not from {FirstYear} to {LastYear}; leave it out if it is the report's.")));
        }

        return new(
            wire.Id,
            [.. wire.Indicators.Take(MaxIndicators).Select(IndicatorNames.Read)],
            WireValues.Read(wire.Value, path + ".value", problems))
        {
            Year = wire.HasYear ? wire.Year : null,
            Scope = WireTables.ReadScope(wire.Scope, path + ".scope", problems),
            PartOf = OrNull(wire.PartOf),
            AtMost = OrNull(wire.AtMost),
            ShareOf = OrNull(wire.ShareOf),
            Percent = ReadPercent(wire.Percent, path + ".percent", problems),
            Sentence = OrNull(wire.Sentence),
        };
    }

    public static Wire.StatedFigure WriteFigure(StatedFigure figure)
    {
        var wire = new Wire.StatedFigure
        {
            Id = figure.Id,
            Value = WireValues.Write(figure.Value),
            Scope = (Wire.Scope)figure.Scope,
            PartOf = figure.PartOf ?? "",
            AtMost = figure.AtMost ?? "",
            ShareOf = figure.ShareOf ?? "",
            Percent = figure.Percent is { } percent ? WireValues.Digits(percent) : "",
            Sentence = figure.Sentence ?? "",
        };
        wire.Indicators.Add(figure.Indicators.Select(IndicatorNames.Write));
        if (figure.Year is { } year)
        {
            wire.Year = year;
        }

        return wire;
    }

    private static decimal? ReadPercent(string text, string path, ICollection<ContentProblem> problems)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent))
        {
            return percent;
        }

        problems.Add(new("INVALID_VALUE", path, new(
            $"“{text}”不是百分数；请写17.03这样的数字，不带百分号。",
            $"'{text}' is no percentage; write digits such as 17.03, without the sign.")));
        return null;
    }
}
