using Parquet;
using Parquet.Schema;
using Type = Ogi.Stats.V1.ExportColumnType;

namespace StatsService.Exports.Formats;

/// <summary>Apache Parquet: columns of so many rows at once, of which no more are in memory.</summary>
internal sealed class ParquetTable(
    Stream file, IReadOnlyList<ExportColumn> columns, IReadOnlyList<(string Key, string Value)> facts) : TableWriter
{
    private const int GroupLength = 10_000;
    private const int Precision = 28;
    private const int Scale = 6;

    private readonly DataField[] _fields = [.. columns.Select(Field)];
    private readonly List<object?[]> _rows = [];
    private ParquetWriter? _writer;

    public override async ValueTask Write(IReadOnlyList<object?> row)
    {
        _rows.Add([.. row]);
        if (_rows.Count == GroupLength)
        {
            await WriteGroup();
        }
    }

    public override async ValueTask End()
    {
        await WriteGroup();
        await _writer!.DisposeAsync();
        _writer = null;
    }

    public override ValueTask DisposeAsync() => _writer?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task WriteGroup()
    {
        if (_writer is null)
        {
            _writer = await ParquetWriter.CreateAsync(new ParquetSchema(_fields), file, Options());
            _writer.CustomMetadata = facts.ToDictionary(
                fact => "ogi.stats." + fact.Key, fact => fact.Value, StringComparer.Ordinal);
        }

        using var group = _writer.CreateRowGroup();
        for (var i = 0; i < _fields.Length; i++)
        {
            await WriteColumn(group, i);
        }

        group.CompleteValidate();
        _rows.Clear();
    }

    private Task WriteColumn(ParquetRowGroupWriter group, int i) => columns[i].Type switch
    {
        Type.Text => group.WriteAsync(_fields[i], _rows.ConvertAll(row => (string?)row[i])!),
        Type.Integer => group.WriteAsync<long>(_fields[i], Values<long>(i)),
        Type.Decimal => group.WriteAsync<decimal>(_fields[i], Values<decimal>(i)),
        _ => group.WriteAsync<double>(_fields[i], Values<double>(i)),
    };

    private ReadOnlyMemory<T?> Values<T>(int i)
        where T : struct => _rows.ConvertAll(row => (T?)row[i]).ToArray();

    /// <summary>
    /// Texts are the same again and again: each stands once in a group.
    /// </summary>
    private ParquetOptions Options()
    {
        var options = new ParquetOptions { CompressionMethod = CompressionMethod.Zstd };
        foreach (var column in columns.Where(column => column.Type == Type.Text))
        {
            options.ColumnEncodingHints[column.Name] = EncodingHint.Dictionary;
        }

        return options;
    }

    private static DataField Field(ExportColumn column) => column.Type switch
    {
        Type.Text => new DataField(column.Name, typeof(string), isNullable: true),
        Type.Integer => new DataField(column.Name, typeof(long), isNullable: true),
        Type.Decimal => new DecimalDataField(column.Name, Precision, Scale, isNullable: true),
        _ => new DataField(column.Name, typeof(double), isNullable: true),
    };
}
