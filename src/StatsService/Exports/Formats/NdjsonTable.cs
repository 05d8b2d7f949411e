using System.Text.Encodings.Web;
using System.Text.Json;

namespace StatsService.Exports.Formats;

/// <summary>A JSON object a line, with every column in each: null where there is nothing.</summary>
internal sealed class NdjsonTable : TableWriter
{
    private static readonly JsonWriterOptions Plain = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // Chinese stays readable; it is no script in a page
    };

    private readonly Stream _file;
    private readonly JsonEncodedText[] _names;
    private readonly Utf8JsonWriter _json;

    public NdjsonTable(
        Stream file, IReadOnlyList<ExportColumn> columns, IReadOnlyList<(string Key, string Value)> facts)
    {
        _file = file;
        _names = [.. columns.Select(column => JsonEncodedText.Encode(column.Name))];
        _json = new(file, Plain);
        _json.WriteStartObject();
        _json.WriteStartObject("export");
        foreach (var (key, value) in facts)
        {
            _json.WriteString(key, value);
        }

        _json.WriteEndObject();
        EndLine();
    }

    public override ValueTask Write(IReadOnlyList<object?> row)
    {
        _json.WriteStartObject();
        for (var i = 0; i < row.Count; i++)
        {
            switch (row[i])
            {
                case null:
                    _json.WriteNull(_names[i]);
                    break;
                case string text:
                    _json.WriteString(_names[i], text);
                    break;
                case long whole:
                    _json.WriteNumber(_names[i], whole);
                    break;
                case decimal exact:
                    _json.WriteNumber(_names[i], exact);
                    break;
                case var rate:
                    _json.WriteNumber(_names[i], (double)rate);
                    break;
            }
        }

        EndLine();
        return ValueTask.CompletedTask;
    }

    public override ValueTask End() => ValueTask.CompletedTask;

    public override ValueTask DisposeAsync() => _json.DisposeAsync();

    private void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _file.WriteByte((byte)'\n');
    }
}
