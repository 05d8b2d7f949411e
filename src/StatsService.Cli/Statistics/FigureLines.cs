using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ogi.Stats.V1;
using StatsService.Canonical;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Statistics;

/// <summary>
/// Takes a row of statistics apart by the options in the protos, as the service put it together: a figure that is added
/// there needs no code here.
/// </summary>
internal static class FigureLines
{
    public static IReadOnlyList<FigureLine> Of(IMessage row)
    {
        var lines = row is Wire.IndicatorsRow indicators
            ? indicators.Figures.Select(Of)
            : Walk(row, "", notes: null, path: "");
        return [.. lines.Select((line, order) => line with { Order = order }).Where(line => line.Value.Length > 0)];
    }

    public static FigureLine Of(Wire.Figure figure)
    {
        object? value = figure.ValueCase switch
        {
            Wire.Figure.ValueOneofCase.Count => figure.Count,
            Wire.Figure.ValueOneofCase.Amount => figure.Amount,
            Wire.Figure.ValueOneofCase.Rate => figure.Rate,
            _ => null,
        };
        var measure = figure.Measure;
        var code = IndicatorNames.Read(measure.Indicator)
            + (measure.Denominator.Length > 0 ? "/" + IndicatorNames.Read(measure.Denominator) : "")
            + (measure.Applicant == Wire.ApplicantKind.Unspecified ? "" : "@" + EnumWords.Of(measure.Applicant));
        return FigureText.Line(code, value, figure.Conditions);
    }

    /// <param name="indicator">That of the field which holds <paramref name="at"/>.</param>
    /// <param name="notes">What is particular, by paths from the message that holds the notes.</param>
    /// <param name="path">Leads from that message to here.</param>
    private static IEnumerable<FigureLine> Walk(
        IMessage at, string indicator, IReadOnlyList<Wire.FigureNote>? notes, string path)
    {
        if (at.Descriptor.FindFieldByName("notes")?.Accessor.GetValue(at) is IReadOnlyList<Wire.FigureNote> own)
        {
            (notes, path) = (own, "");
        }

        foreach (var field in at.Descriptor.Fields.InDeclarationOrder().Where(field => !field.IsRepeated))
        {
            var (code, name) = (Indicator(field, indicator), path + field.Name);
            if (IsFigure(field))
            {
                var value = field.Accessor.HasValue(at) ? field.Accessor.GetValue(at) : null;
                yield return FigureText.Line(code, value, Conditions(notes, name));
            }
            else if (field.FieldType == FieldType.Message && !Is(field, Wire.FigureHeader.Descriptor))
            {
                // Of a part that is absent as a whole, the notes may still say why.
                var part = field.Accessor.GetValue(at) as IMessage
                    ?? field.MessageType.Parser.ParseFrom(ByteString.Empty);
                foreach (var line in Walk(part, code, notes, name + "."))
                {
                    yield return line;
                }
            }
        }
    }

    private static bool IsFigure(FieldDescriptor field) =>
        field.FieldType == FieldType.Int64 || Is(field, Wire.Amount.Descriptor) || Is(field, Wire.Rate.Descriptor);

    private static bool Is(FieldDescriptor field, MessageDescriptor type) =>
        field.FieldType == FieldType.Message && field.MessageType == type;

    private static string Indicator(FieldDescriptor field, string enclosing)
    {
        var own = field.GetOptions()?.GetExtension(AnnotationsExtensions.Indicator) ?? "";
        return own switch
        {
            "" when Is(field, Wire.Rate.Descriptor) && enclosing.Length > 0 => $"{enclosing}.{field.Name}",
            "" when Is(field, Wire.Rate.Descriptor) => field.Name,
            "" or "." => enclosing,
            ['.', ..] => enclosing + own,
            _ => own,
        };
    }

    private static List<Wire.FigureCondition> Conditions(IReadOnlyList<Wire.FigureNote>? notes, string path) =>
    [
        .. (notes ?? [])
            .Where(note => note.Fields is null or { Paths.Count: 0 } || note.Fields.Paths.Contains(path))
            .Select(note => note.Condition),
    ];
}
