using Google.Protobuf.Reflection;
using Ogi.Stats.V1;
using StatsService.Forms;
using StatsService.Statistics;

namespace StatsService.Tests.Statistics;

/// <summary>The typed figures of the protos and the indicators of the catalog fit together.</summary>
public sealed class BindingOfFigures
{
    private static readonly MessageDescriptor[] Rows =
        [ApplicationOutcomesRow.Descriptor, ReviewResultsRow.Descriptor, DisclosureCountsRow.Descriptor];

    private static readonly string[] FigureTypes = [Amount.Descriptor.FullName, Ogi.Stats.V1.Rate.Descriptor.FullName];

    private readonly FigureLayoutReader _reader = new(FormCatalog.Default);

    [Fact]
    public void Every_figure_field_is_bound()
    {
        foreach (var row in Rows)
        {
            var bound = Bound(_reader.Read(row)).Select(field => field.FullName).Order();

            Assert.Equal(FigureFields(row).Select(field => field.FullName).Order(), bound);
        }
    }

    [Fact]
    public void Figure_fields_are_many()
    {
        // Whoever takes figures away should notice.
        Assert.True(Rows.Sum(row => Bound(_reader.Read(row)).Count()) >= 110);
    }

    [Fact]
    public void Every_rate_is_one_of_the_catalog()
    {
        var rates = FormCatalog.Default.Rates.ToDictionary(rate => rate.Name);
        var bound = Rows.SelectMany(row => Rates(_reader.Read(row), "")).ToList();

        Assert.Equal(rates.Keys.Order(), bound.Select(rate => rate.Name).Order());
        Assert.All(bound, rate =>
        {
            Assert.Equal(rates[rate.Name].Numerator, rate.Field.Numerator);
            Assert.Equal(rates[rate.Name].Denominator, rate.Field.Denominator);
        });
    }

    private static IEnumerable<FieldDescriptor> Bound(FigureLayout layout) => layout.Fields.SelectMany(field =>
        field is PartField part ? Bound(part.Layout) : [field.Field]);

    private static IEnumerable<FieldDescriptor> FigureFields(MessageDescriptor message) =>
        message.Fields.InDeclarationOrder().Where(field => !field.IsRepeated).SelectMany(field => field switch
        {
            { FieldType: FieldType.Int64, HasPresence: true } => [field],
            { FieldType: FieldType.Message } when FigureTypes.Contains(field.MessageType.FullName) => [field],
            { FieldType: FieldType.Message } => FigureFields(field.MessageType),
            _ => Array.Empty<FieldDescriptor>(),
        });

    /// <summary>A rate is named after what it divides: <c>reviews.litigation.correction_rate</c>.</summary>
    private static IEnumerable<(string Name, RateField Field)> Rates(FigureLayout layout, string around) =>
        layout.Fields.SelectMany(field => field switch
        {
            RateField rate => [($"{Above(rate.Numerator[0])}.{rate.Field.Name}", rate)],
            PartField part => Rates(part.Layout, around),
            _ => Array.Empty<(string, RateField)>(),
        });

    private static string Above(string indicator) => indicator[..indicator.LastIndexOf('.')];
}
