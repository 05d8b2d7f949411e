using StatsService.Forms;
using Type = Ogi.Stats.V1.ExportColumnType;

namespace StatsService.Exports;

/// <summary>A column, as every flat format has it.</summary>
internal record ExportColumn(string Name, Type Type, LocalizedText Meaning)
{
    /// <summary>Between several values in one text.</summary>
    public const string Separator = " | ";
}

/// <summary>A column, and what a row has in it.</summary>
/// <param name="Value">By the type a string, long, decimal or double; null: nothing.</param>
internal sealed record ExportColumn<TRow>(string Name, Type Type, LocalizedText Meaning, Func<TRow, object?> Value)
    : ExportColumn(Name, Type, Meaning)
{
    public static ExportColumn<TRow> Text(string name, string zh, string en, Func<TRow, string?> value) =>
        new(name, Type.Text, new(zh, en), row => value(row) is { Length: > 0 } text ? text : null);

    /// <summary>Several values in one text.</summary>
    public static ExportColumn<TRow> Texts(string name, string zh, string en, Func<TRow, IEnumerable<string>> values) =>
        Text(name, zh, en, row => string.Join(Separator, values(row)));

    public static ExportColumn<TRow> Integer(string name, string zh, string en, Func<TRow, long?> value) =>
        new(name, Type.Integer, new(zh, en), row => value(row));

    public static ExportColumn<TRow> Decimal(string name, string zh, string en, Func<TRow, decimal?> value) =>
        new(name, Type.Decimal, new(zh, en), row => value(row));

    public static ExportColumn<TRow> Double(string name, string zh, string en, Func<TRow, double?> value) =>
        new(name, Type.Double, new(zh, en), row => value(row));
}
