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
        new Filler(figures, applicant).Fill(message, layout, around: null);
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
        /// <param name="around">The notes of the message around this one.</param>
        /// <returns>Whether there is any figure.</returns>
        public bool Fill(IMessage message, FigureLayout layout, FigureNotes? around)
        {
            var own = layout.Notes is null ? null : new FigureNotes();
            var notes = own ?? around;
            var any = false;
            foreach (var field in layout.Fields)
            {
                var value = field switch
                {
                    PartField part => Part(part, notes),
                    RateField rate => Rate(rate, notes!),
                    FigureField figure => Figure(figure, notes!),
                    _ => null,
                };
                if (value is not null)
                {
                    field.Field.Accessor.SetValue(message, value);
                    any = true;
                }
            }

            own?.WriteTo(message, layout.Notes!);
            return any;
        }

        /// <summary>A part without anything to say is left out: its figures stand in the notes around it.</summary>
        private IMessage? Part(PartField field, FigureNotes? notes)
        {
            var filled = field.Field.MessageType.Parser.ParseFrom(ByteString.Empty);
            return Fill(filled, field.Layout, notes) || filled.CalculateSize() > 0 ? filled : null;
        }

        private Wire.Rate? Rate(RateField field, FigureNotes notes)
        {
            var quotient = figures.Divide(field.Numerator, field.Denominator, applicant);
            notes.Add(field.Path, quotient.Conditions);
            var wire = Write(quotient);
            return wire.CalculateSize() > 0 ? wire : null;
        }

        private object? Figure(FigureField field, FigureNotes notes)
        {
            var measured = figures.Measure(field.Indicator, applicant);
            notes.Add(field.Path, measured.Conditions);
            return measured.Value is not { } value ? null
                : field.IsAmount ? WireAmounts.WriteYuan(value)
                : (long)value;
        }
    }
}
