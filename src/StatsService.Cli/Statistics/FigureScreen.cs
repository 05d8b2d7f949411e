using System.Collections;
using Google.Protobuf;
using StatsService.Cli.Screens;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Statistics;

/// <summary>Rows of statistics for people: a column for each row, a line for each figure.</summary>
internal static class FigureScreen
{
    private const int ColumnsATable = 5;
    private const int FactsOfAll = 5;

    private static readonly string[] FactLabels =
    [
        "报告 Report", "格式 Form", "出处 Origin", "状态 State", "质量 Quality", "依据 Basis", "区划 Made of",
        "未分摊 Unallotted",
    ];

    public static void Show(Screen screen, IMessage answer)
    {
        var rows = ((IEnumerable)answer.Descriptor.FindFieldByName("rows").Accessor.GetValue(answer)).Cast<IMessage>();
        foreach (var some in rows.Select(ToColumn).Chunk(ColumnsATable))
        {
            ShowTable(screen, some);
        }

        foreach (var row in rows.OfType<Wire.ApplicationOutcomesRow>().Where(HasApplicants))
        {
            screen.Line($"{Head(row.Header).Replace('\n', ' ')}  按申请人 by applicant", "bold");
            ShowTable(screen,
            [
                new(Words.Of(Wire.ApplicantKind.Unspecified), [], FigureLines.Of(row.Total)),
                .. row.Applicants.Select(one => new Column(Words.Of(one.Applicant), [], FigureLines.Of(one.Outcomes))),
            ]);
        }
    }

    /// <summary>Asked for, and there is a report.</summary>
    private static bool HasApplicants(Wire.ApplicationOutcomesRow row) =>
        row.Applicants.Count > 0 && (row.Header.Revision.Length > 0 || row.Header.Coverage?.ReportedCount > 0);

    /// <summary>Figures of which no report says anything are left out, and counted.</summary>
    private static void ShowTable(Screen screen, IReadOnlyList<Column> columns)
    {
        var grid = Grids.Create(["指标", "Indicator"], columns.Select(column => column.Head));
        for (var fact = 0; fact < columns[0].Facts.Length; fact++)
        {
            // Those of divisions stand only where there are any.
            if (fact < FactsOfAll || columns.Any(column => column.Facts[fact].Length > 0))
            {
                grid.AddTexts([FactLabels[fact], "", .. columns.Select(column => column.Facts[fact])]);
            }
        }

        var figures = columns.SelectMany(column => column.Lines).GroupBy(line => line.Order).ToList();
        var told = figures.Where(lines => lines.Any(line => line.IsTold)).OrderBy(lines => lines.Key).ToList();
        foreach (var lines in told)
        {
            var values = columns.Select(column => column.Lines.FirstOrDefault(line => line.Order == lines.Key)?.Value);
            grid.AddTexts([lines.First().Title, lines.First().Code, .. values.Select(value => value ?? "")]);
        }

        screen.Show(grid);
        if (figures.Count > told.Count)
        {
            var more = figures.Count - told.Count;
            screen.Line($"  另有{more}项表中没有或未报 | {more} more are not on the form or not reported (--json)", "dim");
        }
    }

    private static Column ToColumn(IMessage row)
    {
        var header = (Wire.FigureHeader)row.Descriptor.FindFieldByName("header").Accessor.GetValue(row);
        var quality = header.Quality?.Grade ?? Wire.QualityGrade.Unspecified;
        return new(
            Head(header),
            [
                header.Revision.Split('/') is [_, _, _, var report, _, var revision] ? $"{report} r{revision}" : "—",
                string.Join(' ', header.Forms.Select(form => form["forms/".Length..])),
                Words.Of(header.Origin),
                Words.Of(header.State),
                quality == Wire.QualityGrade.Unspecified ? "" : quality.ToString().ToUpperInvariant(),
                Basis(header),
                string.Join(' ', Ids(header.CountedDivisions)
                    .Concat(Ids(header.LevelDivisions).Select(id => $"{id}（本级 level）"))),
                string.Join(' ', Ids(header.UnallottedDivisions)),
            ],
            FigureLines.Of(row));
    }

    /// <summary>Of a division: how it came about, and of how many of the reports expected.</summary>
    private static string Basis(Wire.FigureHeader header) => header.Basis switch
    {
        Wire.Basis.Published => "公布 published",
        Wire.Basis.Computed => $"汇总 computed {header.Coverage.ReportedCount}/{header.Coverage.ExpectedCount}",
        _ => "",
    };

    private static IEnumerable<string> Ids(IEnumerable<string> divisions) =>
        divisions.Select(division => division["divisions/".Length..]);

    private static string Head(Wire.FigureHeader header) =>
        $"{header.Title}\n{header.Year} {Words.Of(header.Scope)}".TrimEnd();

    private sealed record Column(string Head, string[] Facts, IReadOnlyList<FigureLine> Lines);
}
