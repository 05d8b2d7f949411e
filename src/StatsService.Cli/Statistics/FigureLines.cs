using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ogi.Stats.V1;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Statistics;

/// <summary>
/// Takes a row of statistics apart by the options in the protos, as the service put it together: a figure that is added
/// there needs no code here.
/// </summary>
internal static class FigureLines
{
    public static IReadOnlyList<FigureLine> Of(IMessage row) => row is Wire.IndicatorsRow indicators
        ? [.. indicators.Figures.Select((figure, order) => Of(figure, order))]
        : [.. Walk(row, "", null, "").Select((line, order) => line with { Order = order }).Where(line => line.Value.Length > 0)];

    private static FigureLine Of(Wire.Figure figure, int order)
    {
        object? value = figure.ValueCase switch
        {
            Wire.Figure.ValueOneofCase.Count => figure.Count,
            Wire.Figure.ValueOneofCase.Amount => figure.Amount,
            Wire.Figure.ValueOneofCase.Rate => figure.Rate,
            _ => null,
        };
        var measure = figure.Measure;
        var code = measure.Indicator
            + (measure.Denominator.Length > 0 ? "/" + measure.Denominator : "")
            + (measure.Applicant == Wire.ApplicantKind.Unspecified ? "" : "@" + EnumWords.Of(measure.Applicant));
        return new(order, Title(measure.Indicator), code, FigureText.Of(value, figure.Conditions));
    }

    /// <param name="indicator">That of the field which holds <paramref name="at"/>.</param>
    /// <param name="notes">What is particular, by paths from the message that holds the notes; <paramref name="path"/> leads to here.</param>
    private static IEnumerable<FigureLine> Walk(IMessage at, string indicator, IReadOnlyList<Wire.FigureNote>? notes, string path)
    {
        if (at.Descriptor.FindFieldByName("notes")?.Accessor.GetValue(at) is IReadOnlyList<Wire.FigureNote> own)
        {
            (notes, path) = (own, "");
        }

        foreach (var field in at.Descriptor.Fields.InDeclarationOrder().Where(field => !field.IsRepeated))
        {
            var name = path + field.Name;
            if (IsFigure(field))
            {
                var code = Indicator(field, indicator);
                var value = field.HasPresence && field.Accessor.HasValue(at) ? field.Accessor.GetValue(at) : null;
                yield return new(0, Title(code), code, FigureText.Of(value, Conditions(notes, name)));
            }
            else if (field.FieldType == FieldType.Message && !IsMessage(field, Wire.FigureHeader.Descriptor))
            {
                foreach (var line in Part(at, field, indicator, notes, name))
                {
                    yield return line;
                }
            }
        }
    }

    /// <summary>The figures of a part; of one that is absent as a whole, empty ones, so that the order of all is the same.</summary>
    private static IEnumerable<FigureLine> Part(
        IMessage at, FieldDescriptor field, string indicator, IReadOnlyList<Wire.FigureNote>? notes, string name)
    {
        var part = field.Accessor.GetValue(at) as IMessage;
        var lines = Walk(part ?? field.MessageType.Parser.ParseFrom(ByteString.Empty), Indicator(field, indicator), notes, name + ".");
        return part is null ? lines.Select(line => line with { Value = "" }) : lines;
    }

    private static bool IsFigure(FieldDescriptor field) =>
        field.FieldType == FieldType.Int64 || IsMessage(field, Wire.Amount.Descriptor) || IsMessage(field, Wire.Rate.Descriptor);

    private static string Indicator(FieldDescriptor field, string enclosing)
    {
        var own = field.GetOptions()?.GetExtension(AnnotationsExtensions.Indicator) ?? "";
        return own switch
        {
            "" when IsMessage(field, Wire.Rate.Descriptor) => string.Join('.', new[] { enclosing, field.Name }.Where(part => part.Length > 0)),
            "" => enclosing,
            "." => enclosing,
            ['.', ..] => enclosing + own,
            _ => own,
        };
    }

    private static bool IsMessage(FieldDescriptor field, MessageDescriptor type) =>
        field.FieldType == FieldType.Message && field.MessageType == type;

    private static IEnumerable<Wire.FigureCondition> Conditions(IReadOnlyList<Wire.FigureNote>? notes, string path) =>
        (notes ?? []).Where(note => note.Fields is null or { Paths.Count: 0 } || note.Fields.Paths.Contains(path)).Select(note => note.Condition);

    private static string Title(string code) =>
        FormCatalog.Default.Indicator(code)?.Title.Zh
        ?? FormCatalog.Default.Rates.FirstOrDefault(rate => rate.Name == code || rate.Name == "applications." + code)?.Title.Zh
        ?? "";
}
