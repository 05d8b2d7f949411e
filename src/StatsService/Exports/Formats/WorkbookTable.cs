using System.Globalization;
using StatsService.Canonical;

namespace StatsService.Exports.Formats;

/// <summary>A flat table in a workbook, on as many sheets as it needs; each begins with the columns' names.</summary>
/// <param name="maxRows">Of a sheet, its first one included.</param>
internal sealed class WorkbookTable(
    Stream file, IReadOnlyList<ExportColumn> columns, IReadOnlyList<(string Key, string Value)> facts,
    int maxRows = WorkbookTable.MaxRows) : TableWriter
{
    /// <summary>What Excel takes.</summary>
    private const int MaxRows = 1_048_576;

    private readonly Workbook _workbook = new(file);
    private Sheet? _sheet;
    private int _sheets;

    public override ValueTask Write(IReadOnlyList<object?> row)
    {
        if (_sheet is null || _sheet.RowNumber == maxRows)
        {
            BeginSheet();
        }

        _sheet!.Row();
        for (var i = 0; i < row.Count; i++)
        {
            switch (row[i])
            {
                case null:
                    break;
                case string text:
                    _sheet.Text(i + 1, text);
                    break;
                case decimal exact:
                    _sheet.Number(i + 1, WireValues.Digits(exact));
                    break;
                case var number:
                    _sheet.Number(i + 1, ((IFormattable)number).ToString(null, CultureInfo.InvariantCulture));
                    break;
            }
        }

        return ValueTask.CompletedTask;
    }

    public override ValueTask End()
    {
        if (_sheet is null)
        {
            BeginSheet();
        }

        _sheet!.Dispose();
        _sheet = null;
        _workbook.DescribeAndEnd(facts, columns);
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync()
    {
        _sheet?.Dispose();
        _workbook.Dispose();
        return ValueTask.CompletedTask;
    }

    private void BeginSheet()
    {
        _sheet?.Dispose();
        _sheets++;
        _sheet = _workbook.Begin(_sheets == 1 ? "数据 data" : $"数据 data {_sheets}");
        _sheet.Row();
        for (var i = 0; i < columns.Count; i++)
        {
            _sheet.Text(i + 1, columns[i].Name, Style.Bold);
        }
    }
}
