using System.Globalization;
using System.Text;

namespace StatsService.Exports.Formats;

/// <summary>A sheet of a workbook, row by row; in a row from the left. Texts are never formulas there.</summary>
internal sealed class Sheet : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>Of a cell's text: with a longer one Excel takes the file for damaged.</summary>
    private const int MaxText = 32_767;

    private readonly StreamWriter _xml;
    private readonly List<string> _merged = [];
    private bool _isInRow;

    /// <param name="widths">Of the first columns, in characters.</param>
    public Sheet(Stream part, IReadOnlyList<double> widths)
    {
        _xml = new(part, new UTF8Encoding(false), bufferSize: 16 * 1024);
        _xml.Write($"""<worksheet xmlns="{Main}">""");
        if (widths.Count > 0)
        {
            _xml.Write("<cols>");
            for (var i = 0; i < widths.Count; i++)
            {
                _xml.Write(string.Create(
                    CultureInfo.InvariantCulture,
                    $"""<col min="{i + 1}" max="{i + 1}" width="{widths[i]}" customWidth="1"/>"""));
            }

            _xml.Write("</cols>");
        }

        _xml.Write("<sheetData>");
    }

    /// <summary>The number of the row that is being written, from 1.</summary>
    public int RowNumber { get; private set; }

    public Sheet Row()
    {
        EndRow();
        RowNumber++;
        _xml.Write($"<row r=\"{RowNumber}\">");
        _isInRow = true;
        return this;
    }

    /// <param name="column">From 1, from the left to the right.</param>
    /// <param name="text">One that is longer than a cell takes ends there, with a sign that says so.</param>
    public Sheet Text(int column, string text, int style = Style.Plain)
    {
        Begin(column, style);
        _xml.Write(" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        _xml.Write(Xml.Escaped(text.Length > MaxText ? text[..(MaxText - 1)] + "…" : text));
        _xml.Write("</t></is></c>");
        return this;
    }

    public Sheet Number(int column, string digits, int style = Style.Plain)
    {
        Begin(column, style);
        _xml.Write("><v>");
        _xml.Write(digits);
        _xml.Write("</v></c>");
        return this;
    }

    /// <summary>A cell with nothing in it.</summary>
    public Sheet Empty(int column, int style)
    {
        Begin(column, style);
        _xml.Write("/>");
        return this;
    }

    /// <summary>Makes one cell of some, of which only the first has a text.</summary>
    public void Merge(int firstRow, int firstColumn, int lastRow, int lastColumn)
    {
        if ((firstRow, firstColumn) != (lastRow, lastColumn))
        {
            _merged.Add($"{Letters(firstColumn)}{firstRow}:{Letters(lastColumn)}{lastRow}");
        }
    }

    public void Dispose()
    {
        EndRow();
        _xml.Write("</sheetData>");
        if (_merged.Count > 0)
        {
            _xml.Write($"<mergeCells count=\"{_merged.Count}\">");
            _merged.ForEach(cells => _xml.Write($"<mergeCell ref=\"{cells}\"/>"));
            _xml.Write("</mergeCells>");
        }

        _xml.Write("</worksheet>");
        _xml.Dispose();
    }

    private void EndRow()
    {
        if (_isInRow)
        {
            _xml.Write("</row>");
        }
    }

    private void Begin(int column, int style)
    {
        _xml.Write("<c r=\"");
        _xml.Write(Letters(column));
        _xml.Write(RowNumber);
        _xml.Write('"');
        if (style != Style.Plain)
        {
            _xml.Write($" s=\"{style}\"");
        }
    }

    private static string Letters(int column) => column <= 26
        ? ((char)('A' + column - 1)).ToString()
        : Letters((column - 1) / 26) + Letters(((column - 1) % 26) + 1);
}
