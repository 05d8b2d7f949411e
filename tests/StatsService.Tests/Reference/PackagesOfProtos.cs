using Google.Protobuf.Reflection;
using StatsService.OpenApi;

namespace StatsService.Tests.Reference;

/// <summary>Code for Java, Go and C# can be made of all protos together.</summary>
public sealed class PackagesOfProtos
{
    private static readonly IEnumerable<FileDescriptorProto> Ours =
        ProtoComments.Files.File.Where(file => file.Package == "ogi.stats.v1");

    [Fact]
    public void Every_file_declares_the_package_of_each_language() => Assert.All(Ours, file => Assert.Equal(
        ("Ogi.Stats.V1", "ogi.stats.v1", true, "ogi/stats/v1;statsv1"),
        (file.Options.CsharpNamespace, file.Options.JavaPackage, file.Options.JavaMultipleFiles,
            file.Options.GoPackage)));

    [Fact]
    public void No_class_of_a_file_in_Java_is_called_as_a_class_of_another_one()
    {
        var classes = Ours.SelectMany(file => file.MessageType.Select(message => message.Name)
            .Concat(file.EnumType.Select(type => type.Name))
            .Append(file.Options.JavaOuterClassname));

        Assert.All(Ours, file => Assert.EndsWith("Proto", file.Options.JavaOuterClassname, StringComparison.Ordinal));
        Assert.DoesNotContain(
            classes.GroupBy(name => name, StringComparer.OrdinalIgnoreCase), same => same.Count() > 1);
    }
}
