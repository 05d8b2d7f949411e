using Google.Protobuf.Reflection;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>
/// Reads from a message type which indicators fill it (docs/adr/0008). A binding that cannot work fails here, when the
/// service starts, and not in an answer.
/// </summary>
internal sealed class FigureLayoutReader(FormCatalog catalog)
{
    public FigureLayout Read(MessageDescriptor message) => Read(message, new(Enclosing: null, Noted: false, Path: ""));

    private FigureLayout Read(MessageDescriptor message, Place place)
    {
        var notes = message.Fields.InDeclarationOrder()
            .FirstOrDefault(field => field.IsRepeated && IsOf(field, Wire.FigureNote.Descriptor));
        var here = notes is null ? place : place with { Noted = true, Path = "" };
        var fields = message.Fields.InDeclarationOrder()
            .Select(field => Read(field, here)).OfType<BoundField>().ToList();
        var twice = fields.OfType<FigureField>().GroupBy(field => field.Indicator, StringComparer.Ordinal)
            .FirstOrDefault(group => group.Skip(1).Any());
        return twice is null ? new(fields, notes) : throw Wrong(twice.Last().Field, $"binds {twice.Key} a second time");
    }

    private BoundField? Read(FieldDescriptor field, Place place)
    {
        var indicator = field.GetOptions()?.GetExtension(Wire.AnnotationsExtensions.Indicator) ?? "";
        switch (field)
        {
            case { IsRepeated: true }:
                break;
            case { FieldType: FieldType.Int64, HasPresence: true }:
                return Figure(field, indicator, place, CellType.Count, CellType.SignedCount);
            case { FieldType: FieldType.Message } when IsOf(field, Wire.Amount.Descriptor):
                return Figure(field, indicator, place, CellType.Amount);
            case { FieldType: FieldType.Message } when IsOf(field, Wire.Rate.Descriptor):
                return Rate(field, place);
            case { FieldType: FieldType.Message }:
                var around = indicator.Length > 0 ? Resolve(field, indicator, place) : place.Enclosing;
                var path = place.Path + field.Name;
                var part = Read(field.MessageType, place with { Enclosing = around, Path = path + "." });
                return part.Fields.Count > 0 ? new PartField(field, path, part) : null;
        }

        return indicator.Length == 0 ? null : throw Wrong(field, "has an indicator, but no type that can be absent");
    }

    private FigureField Figure(FieldDescriptor field, string indicator, Place place, params CellType[] types)
    {
        var name = Known(field, indicator, place);
        var type = catalog.Indicators[name].Type;
        return !types.Contains(type) ? throw Wrong(field, $"cannot hold {name}, which is of type {type}")
            : !place.Noted ? throw Wrong(field, "has no notes around it to say why it is absent")
            : new(field, place.Path + field.Name, name);
    }

    private RateField Rate(FieldDescriptor field, Place place)
    {
        var formula = field.GetOptions()?.GetExtension(Wire.AnnotationsExtensions.Rate);
        return formula is not { Numerator.Count: > 0, Denominator.Count: > 0 }
            ? throw Wrong(field, "has no rate formula")
            : new(
                field,
                place.Path + field.Name,
                [.. formula.Numerator.Select(name => Known(field, name, place))],
                [.. formula.Denominator.Select(name => Known(field, name, place))]);
    }

    private string Known(FieldDescriptor field, string indicator, Place place)
    {
        var name = indicator.Length > 0 ? Resolve(field, indicator, place) : throw Wrong(field, "has no indicator");
        return catalog.Indicators.ContainsKey(name) ? name : throw Wrong(field, $"names {name}, which is no indicator");
    }

    /// <summary>The leading dot appends to the indicator of the enclosing field; alone it is that one.</summary>
    private static string Resolve(FieldDescriptor field, string indicator, Place place) => indicator switch
    {
        "." when place.Enclosing is { } enclosing => enclosing,
        ['.', ..] when place.Enclosing is { } enclosing => enclosing + indicator,
        ['.', ..] => throw Wrong(field, $"appends {indicator} to no indicator"),
        _ => indicator,
    };

    private static bool IsOf(FieldDescriptor field, MessageDescriptor type) =>
        field.FieldType == FieldType.Message
        && string.Equals(field.MessageType.FullName, type.FullName, StringComparison.Ordinal);

    private static FormatException Wrong(FieldDescriptor field, string what) => new($"{field.FullName} {what}.");

    /// <param name="Enclosing">The indicator of the enclosing field.</param>
    /// <param name="Noted">Whether the message, or one around it, holds notes.</param>
    /// <param name="Path">From the message that holds the notes, with a dot behind it.</param>
    private sealed record Place(string? Enclosing, bool Noted, string Path);
}
