using System.Globalization;
using Ogi.Stats.Store.V1;
using StatsService.Forms;

namespace StatsService.Reports;

/// <summary>What a cell or a sentence holds, as it is stored.</summary>
internal static class StoredValues
{
    public static StoredValue Write(CellValue value)
    {
        var stored = new StoredValue
        {
            State = (int)value.State,
            Unit = (int)value.Unit,
            Amount = value.IsAmount,
            Printed = value.Printed ?? "",
        };
        if (value.HasNumber)
        {
            stored.Digits = value.Value.ToString(CultureInfo.InvariantCulture);
        }

        if (value.Span is { } span)
        {
            stored.SpanStart = span.Offset + 1;
            stored.SpanLength = span.Length;
        }

        stored.Alternatives.Add(value.Alternatives.Select(Write));
        return stored;
    }

    public static CellValue Read(StoredValue stored) => new((CellState)stored.State)
    {
        Value = stored.Digits.Length > 0 ? decimal.Parse(stored.Digits, CultureInfo.InvariantCulture) : 0,
        IsAmount = stored.Amount,
        Unit = (AmountUnit)stored.Unit,
        Printed = stored.Printed.Length > 0 ? stored.Printed : null,
        Span = stored.SpanStart > 0 ? new SourceSpan(stored.SpanStart - 1, stored.SpanLength) : null,
        Alternatives = [.. stored.Alternatives.Select(Read)],
    };

    public static StoredFigure Write(StatedFigure figure)
    {
        var stored = new StoredFigure
        {
            Id = figure.Id,
            Value = Write(figure.Value),
            Year = figure.Year ?? 0,
            Scope = (int)figure.Scope,
            PartOf = figure.PartOf ?? "",
            AtMost = figure.AtMost ?? "",
            ShareOf = figure.ShareOf ?? "",
            Percent = figure.Percent?.ToString(CultureInfo.InvariantCulture) ?? "",
            Sentence = figure.Sentence ?? "",
        };
        stored.Indicators.Add(figure.Indicators);
        return stored;
    }

    public static StatedFigure Read(StoredFigure stored) => new(stored.Id, [.. stored.Indicators], Read(stored.Value))
    {
        Year = stored.Year == 0 ? null : stored.Year,
        Scope = (Scope)stored.Scope,
        PartOf = stored.PartOf.Length > 0 ? stored.PartOf : null,
        AtMost = stored.AtMost.Length > 0 ? stored.AtMost : null,
        ShareOf = stored.ShareOf.Length > 0 ? stored.ShareOf : null,
        Percent = stored.Percent.Length > 0 ? decimal.Parse(stored.Percent, CultureInfo.InvariantCulture) : null,
        Sentence = stored.Sentence.Length > 0 ? stored.Sentence : null,
    };
}
