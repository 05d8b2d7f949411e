using System.Collections;
using Google.Protobuf;
using StatsService.Cli.Screens;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Statistics;

/// <summary>Rows of statistics for people: a column for each row, a line for each figure.</summary>
internal static class FigureScreen
{
    private const int ColumnsATable = 5;

    public static void Show(Screen screen, IMessage answer)
    {
        var rows = ((IEnumerable)answer.Descriptor.FindFieldByName("rows").Accessor.GetValue(answer)).Cast<IMessage>().ToList();
        foreach (var some in rows.Chunk(ColumnsATable))
        {
            ShowTable(screen, [.. some.Select(row => (Head(Header(row)), Facts(Header(row)), FigureLines.Of(row)))]);
        }

        foreach (var row in rows.OfType<Wire.ApplicationOutcomesRow>().Where(row => row.Applicants.Count > 0))
        {
            ShowApplicants(screen, row);
        }
    }

    private static void ShowApplicants(Screen screen, Wire.ApplicationOutcomesRow row)
    {
        screen.Line($"{Head(row.Header).Replace('\n', ' ')}  按申请人 by applicant", "bold");
        ShowTable(screen,
        [
            (Words.Of(Wire.ApplicantKind.Unspecified), [], FigureLines.Of(row.Total)),
            .. row.Applicants.Select(applicant => (Words.Of(applicant.Applicant), (string[])[], FigureLines.Of(applicant.Outcomes))),
        ]);
    }

    private static void ShowTable(Screen screen, IReadOnlyList<(string Head, string[] Facts, IReadOnlyList<FigureLine> Lines)> columns)
    {
        var grid = Grids.Create("指标", ["Indicator", .. columns.Select(column => column.Head)]);
        foreach (var (label, i) in FactLabels.Take(columns[0].Facts.Length).Select((label, i) => (label, i)))
        {
            grid.AddTexts([label, "", .. columns.Select(column => column.Facts[i])]);
        }

        foreach (var figure in columns.SelectMany(column => column.Lines).GroupBy(line => line.Order).OrderBy(figure => figure.Key))
        {
            var (title, code) = (figure.First().Title, figure.First().Code);
            grid.AddTexts([title, code, .. columns.Select(column => column.Lines.FirstOrDefault(line => line.Order == figure.Key)?.Value ?? "")]);
        }

        screen.Show(grid);
    }

    private static readonly string[] FactLabels = ["报告 Report", "表格 Form", "出处 Origin", "状态 State", "质量 Quality"];

    private static string[] Facts(Wire.FigureHeader header) =>
    [
        header.Revision.Length == 0 ? "—" : header.Revision["organs/".Length..],
        string.Join(' ', header.Forms.Select(form => form["forms/".Length..])),
        Words.Of(header.Origin),
        Words.Of(header.State),
        header.Quality is { Grade: not Wire.QualityGrade.Unspecified } quality ? quality.Grade.ToString().ToUpperInvariant() : "",
    ];

    private static string Head(Wire.FigureHeader header) => $"{header.Title}\n{header.Year} {Words.Of(header.Scope)}".TrimEnd();

    private static Wire.FigureHeader Header(IMessage row) =>
        (Wire.FigureHeader)row.Descriptor.FindFieldByName("header").Accessor.GetValue(row);
}
