using Google.Protobuf.Reflection;

namespace StatsService.Statistics;

/// <summary>The figures of a message type, as the field options (indicator) and (rate) bind them.</summary>
/// <param name="Fields">In declared order.</param>
/// <param name="Notes">
/// Where the message says what is particular about its figures. None: the message around it does.
/// </param>
internal sealed record FigureLayout(IReadOnlyList<BoundField> Fields, FieldDescriptor? Notes)
{
    /// <summary>The indicators of all counts and amounts, those of the parts included.</summary>
    public IEnumerable<string> Indicators => Fields.SelectMany<BoundField, string>(bound => bound switch
    {
        FigureField figure => [figure.Indicator],
        PartField part => part.Layout.Indicators,
        _ => [],
    });

    /// <summary>What is looked at to fill it: these, and both sides of the rates.</summary>
    public IEnumerable<string> Measured => Fields.SelectMany<BoundField, string>(bound => bound switch
    {
        FigureField figure => [figure.Indicator],
        RateField rate => [.. rate.Numerator, .. rate.Denominator],
        PartField part => part.Layout.Measured,
        _ => [],
    });
}

/// <summary>A field that indicators fill.</summary>
/// <param name="Path">From the message that holds the notes.</param>
internal abstract record BoundField(FieldDescriptor Field, string Path);

/// <summary>A count or an amount.</summary>
internal sealed record FigureField(FieldDescriptor Field, string Path, string Indicator) : BoundField(Field, Path)
{
    public bool IsAmount => Field.FieldType == FieldType.Message;
}

/// <summary>A quotient of two sums of indicators.</summary>
internal sealed record RateField(
    FieldDescriptor Field, string Path, IReadOnlyList<string> Numerator, IReadOnlyList<string> Denominator)
    : BoundField(Field, Path);

/// <summary>A message with figures of its own.</summary>
internal sealed record PartField(FieldDescriptor Field, string Path, FigureLayout Layout) : BoundField(Field, Path);
