using Google.Protobuf;
using Google.Protobuf.Reflection;
using Ogi.Stats.V1;
using StatsService.Forms;
using StatsService.Statistics;
using Label = Google.Protobuf.Reflection.FieldDescriptorProto.Types.Label;
using Type = Google.Protobuf.Reflection.FieldDescriptorProto.Types.Type;

namespace StatsService.Tests.Statistics;

/// <summary>A message whose figures cannot be filled is noticed before anybody asks for it.</summary>
public sealed class MisboundFigures
{
    [Fact]
    public void A_message_that_fits_is_read() => Assert.Equal(
        ["applications.granted", "applications.refused.state_secret"],
        Read(Count("granted_count", "applications.granted"), Part("refused", "applications.refused")).Indicators);

    [Fact]
    public void A_count_without_an_indicator_is_refused() =>
        Fails("made.Row.granted_count has no indicator.", Count("granted_count", ""));

    [Fact]
    public void An_indicator_that_does_not_exist_is_refused() => Fails(
        "made.Row.granted_count names applications.grantd, which is no indicator.",
        Count("granted_count", "applications.grantd"));

    [Fact]
    public void A_count_of_money_is_refused() => Fails(
        "made.Row.amount_count cannot hold procurement.centralized.amount, which is of type Amount.",
        Count("amount_count", "procurement.centralized.amount"));

    [Fact]
    public void An_amount_of_applications_is_refused() => Fails(
        "made.Row.granted_amount cannot hold applications.granted, which is of type Count.",
        Message("granted_amount", Amount.Descriptor, "applications.granted"));

    [Fact]
    public void An_indicator_bound_twice_is_refused() => Fails(
        "made.Row.again_count binds applications.granted a second time.",
        Count("granted_count", "applications.granted"), Count("again_count", "applications.granted"));

    [Fact]
    public void A_dot_where_nothing_encloses_is_refused() => Fails(
        "made.Row.granted_count appends .granted to no indicator.", Count("granted_count", ".granted"));

    [Fact]
    public void A_figure_that_cannot_be_absent_is_refused()
    {
        var field = Count("granted_count", "applications.granted");
        field.Proto3Optional = false;

        Fails("made.Row.granted_count has an indicator, but no type that can be absent.", field);
    }

    [Fact]
    public void A_rate_whose_part_does_not_exist_is_refused()
    {
        var field = Message("grant_rate", Ogi.Stats.V1.Rate.Descriptor, "");
        field.Options.SetExtension(AnnotationsExtensions.Rate, new RateFormula
        {
            Numerator = { "applications.granted" },
            Denominator = { "applications.all" },
        });

        Fails("made.Row.grant_rate names applications.all, which is no indicator.", field);
    }

    [Fact]
    public void A_rate_without_a_formula_is_refused() => Fails(
        "made.Row.grant_rate has no rate formula.", Message("grant_rate", Ogi.Stats.V1.Rate.Descriptor, ""));

    [Fact]
    public void A_figure_without_notes_around_it_is_refused()
    {
        var error = Assert.Throws<FormatException>(() =>
            Read(noted: false, Count("granted_count", "applications.granted")));

        Assert.Equal("made.Row.granted_count has no notes around it to say why it is absent.", error.Message);
    }

    private static void Fails(string message, params FieldDescriptorProto[] fields) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => Read(fields)).Message);

    private static FigureLayout Read(params FieldDescriptorProto[] fields) => Read(noted: true, fields);

    private static FigureLayout Read(bool noted, params FieldDescriptorProto[] fields)
    {
        var row = new DescriptorProto { Name = "Row" };
        var part = new DescriptorProto { Name = "Part" };
        Add(part, Count("state_secret_count", ".state_secret"));
        foreach (var field in fields)
        {
            Add(row, field);
        }

        if (noted)
        {
            var notes = Message("notes", FigureNote.Descriptor, "");
            notes.Label = Label.Repeated;
            Add(row, notes);
        }

        FileDescriptor[] needed =
            [CellReflection.Descriptor, FigureHeaderReflection.Descriptor, AnnotationsReflection.Descriptor];
        var file = new FileDescriptorProto
        {
            Name = "made.proto",
            Package = "made",
            Syntax = "proto3",
            MessageType = { row, part },
            Dependency = { needed.Select(dependency => dependency.Name) },
        };
        var dependencies = needed.SelectMany(Closure);
        var files = FileDescriptor.BuildFromByteStrings(
            dependencies.Distinct().Select(dependency => dependency.SerializedData).Append(file.ToByteString()),
            new ExtensionRegistry { AnnotationsExtensions.Indicator, AnnotationsExtensions.Rate });
        return new FigureLayoutReader(FormCatalog.Default).Read(files[^1].MessageTypes[0]);
    }

    private static void Add(DescriptorProto message, FieldDescriptorProto field)
    {
        field.Number = message.Field.Count + 1;
        message.Field.Add(field);
        if (field.Proto3Optional)
        {
            field.OneofIndex = message.OneofDecl.Count;
            message.OneofDecl.Add(new OneofDescriptorProto { Name = "_" + field.Name });
        }
    }

    private static FieldDescriptorProto Count(string name, string indicator) => new()
    {
        Name = name,
        Type = Type.Int64,
        Label = Label.Optional,
        Proto3Optional = true,
        Options = Bound(indicator),
    };

    private static FieldDescriptorProto Message(string name, MessageDescriptor type, string indicator) => new()
    {
        Name = name,
        Type = Type.Message,
        TypeName = "." + type.FullName,
        Label = Label.Optional,
        Options = Bound(indicator),
    };

    private static FieldDescriptorProto Part(string name, string indicator) => new()
    {
        Name = name,
        Type = Type.Message,
        TypeName = ".made.Part",
        Label = Label.Optional,
        Options = Bound(indicator),
    };

    private static FieldOptions Bound(string indicator)
    {
        var options = new FieldOptions();
        if (indicator.Length > 0)
        {
            options.SetExtension(AnnotationsExtensions.Indicator, indicator);
        }

        return options;
    }

    private static IEnumerable<FileDescriptor> Closure(FileDescriptor file) =>
        file.Dependencies.SelectMany(Closure).Append(file);
}
