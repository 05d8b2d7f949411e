using Google.Protobuf;
using StatsService.Canonical;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>Fills messages by their layouts: absent stays absent, and every absent figure gets its note.</summary>
internal static class FigureFill
{
    public static T Fill<T>(
        this FigureLayout layout, IFigures figures, ApplicantKind applicant = ApplicantKind.Unspecified)
        where T : IMessage, new()
    {
        var message = new T();
        new Filler(figures, applicant).Fill(message, layout, "", around: null);
        return message;
    }

    public static Wire.Rate Write(MeasuredRate rate)
    {
        var wire = new Wire.Rate();
        if (rate.Numerator is { } numerator)
        {
            wire.Numerator = (long)numerator;
        }

        if (rate.Denominator is { } denominator)
        {
            wire.Denominator = (long)denominator;
        }

        if (rate.Value is { } value)
        {
            wire.Value = value;
        }

        return wire;
    }

    private sealed class Filler(IFigures figures, ApplicantKind applicant)
    {
        /// <param name="prefix">The path from the message that holds the notes.</param>
        /// <param name="around">The notes of the message around this one.</param>
        public void Fill(IMessage message, FigureLayout layout, string prefix, FigureNotes? around)
        {
            var own = layout.Notes is null ? null : new FigureNotes();
            var (notes, path) = own is null ? (around, prefix) : (own, "");
            foreach (var field in layout.Fields)
            {
                if (field is PartField part)
                {
                    FillPart(message, part, path, notes);
                }
                else
                {
                    var (value, conditions) = Read(field);
                    if (value is not null)
                    {
                        field.Field.Accessor.SetValue(message, value);
                    }

                    notes!.Add(path + field.Field.Name, conditions);
                }
            }

            own?.WriteTo(message, layout.Notes!);
        }

        /// <summary>A part without anything to say is left out: its figures stand in the notes around it.</summary>
        private void FillPart(IMessage message, PartField part, string path, FigureNotes? notes)
        {
            var filled = part.Field.MessageType.Parser.ParseFrom(ByteString.Empty);
            Fill(filled, part.Layout, $"{path}{part.Field.Name}.", notes);
            if (filled.CalculateSize() > 0)
            {
                part.Field.Accessor.SetValue(message, filled);
            }
        }

        private (object? Value, IReadOnlyList<FigureCondition> Conditions) Read(BoundField field)
        {
            if (field is RateField rate)
            {
                var quotient = figures.Divide(rate.Numerator, rate.Denominator, applicant);
                var wire = Write(quotient);
                return (wire.CalculateSize() > 0 ? wire : null, quotient.Conditions);
            }

            var figure = (FigureField)field;
            var measured = figures.Measure(figure.Indicator, applicant);
            return (
                measured.Value is not { } value ? null : figure.IsAmount ? WireValues.WriteYuan(value) : (long)value,
                measured.Conditions);
        }
    }
}
