using System.Buffers;
using System.Globalization;
using System.Text;
using StatsService.Canonical;
using Type = Ogi.Stats.V1.ExportColumnType;

namespace StatsService.Exports.Formats;

/// <summary>CSV by RFC 4180.</summary>
internal sealed class CsvTable : TableWriter
{
    /// <summary>How texts begin that spreadsheets may take for formulas; and with the sign that says no.</summary>
    private const string Formula = "=+-@\t\r\n'";

    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    private readonly IReadOnlyList<ExportColumn> _columns;
    private readonly bool _forSpreadsheets;
    private readonly StreamWriter _writer;

    /// <param name="forSpreadsheets">
    /// With a byte order mark, and a <c>'</c> before texts that look like formulas. Numbers stay as they are: a
    /// negative one is no formula.
    /// </param>
    public CsvTable(Stream file, IReadOnlyList<ExportColumn> columns, bool forSpreadsheets)
    {
        (_columns, _forSpreadsheets) = (columns, forSpreadsheets);
        _writer = new(file, new UTF8Encoding(forSpreadsheets), leaveOpen: true) { NewLine = "\r\n" };
        _writer.WriteLine(string.Join(',', columns.Select(column => column.Name)));
    }

    public override ValueTask Write(IReadOnlyList<object?> row)
    {
        for (var i = 0; i < row.Count; i++)
        {
            if (i > 0)
            {
                _writer.Write(',');
            }

            WriteValue(row[i], _columns[i].Type);
        }

        _writer.WriteLine();
        return ValueTask.CompletedTask;
    }

    public override async ValueTask End() => await _writer.FlushAsync();

    public override ValueTask DisposeAsync() => _writer.DisposeAsync();

    private void WriteValue(object? value, Type type)
    {
        var text = value switch
        {
            decimal number => WireValues.Digits(number),
            IFormattable number => number.ToString(format: null, CultureInfo.InvariantCulture),
            _ => (string?)value ?? "",
        };
        if (_forSpreadsheets && type == Type.Text
            && text.Length > 0 && Formula.Contains(text[0], StringComparison.Ordinal))
        {
            text = "'" + text;
        }

        _writer.Write(text.AsSpan().ContainsAny(Quoted)
            ? $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\""
            : text);
    }
}
