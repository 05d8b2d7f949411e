using System.Text.RegularExpressions;

namespace StatsService.Forms.Tests;

/// <summary>The indicators and rates that <c>protos/ogi/stats/v1/figures.proto</c> binds its fields to.</summary>
public sealed partial class TypedFieldsOfTheApi
{
    private static readonly FormCatalog Catalog = FormCatalog.Default;
    private static readonly string Proto = Read();

    [Fact]
    public void Every_indicator_of_a_typed_field_is_in_the_catalog()
    {
        var bound = Bound("", "ApplicationOutcomesRow").Concat(Bound("", "ReviewResultsRow"))
            .Concat(Bound("", "DisclosureCountsRow")).ToList();

        Assert.InRange(bound.Count, 120, 200);
        Assert.All(bound, field => Assert.Equal(
            field, (field.Indicator, Catalog.Indicator(field.Indicator) is { Type: CellType.Amount })));
        Assert.All(bound, field => Assert.NotNull(Catalog.Indicator(field.Indicator)));
    }

    [Fact]
    public void Every_rate_of_a_typed_field_is_a_rate_of_the_catalog()
    {
        var kinds = new[] { "reconsideration", "litigation_direct", "litigation_after_reconsideration", "litigation" };
        var rates = Rate().Matches(Proto).SelectMany(match =>
        {
            var (numerator, denominator) = (Names(match, "n"), Names(match, "d"));
            return numerator[0].StartsWith('.')
                ? kinds.Select(kind =>
                    (numerator.Select(name => $"reviews.{kind}{name}"),
                    denominator.Select(name => $"reviews.{kind}{name}")))
                : [(numerator, denominator)];
        }).Select(rate => $"{string.Join('+', rate.Item1)} / {string.Join('+', rate.Item2)}");

        Assert.Equal(
            rates.Order(StringComparer.Ordinal),
            Catalog.Rates.Select(rate => $"{string.Join('+', rate.Numerator)} / {string.Join('+', rate.Denominator)}")
                .Order(StringComparer.Ordinal));
    }

    /// <summary>The leaves below a message; a leading dot appends to the enclosing field's indicator.</summary>
    private static IEnumerable<(string Indicator, bool IsAmount)> Bound(string above, string message)
    {
        var start = Proto.IndexOf($"\nmessage {message} {{", StringComparison.Ordinal);
        var body = Proto[start..Proto.IndexOf("\n}", start, StringComparison.Ordinal)];
        foreach (Match field in Field().Matches(body))
        {
            var (type, name) = (field.Groups["type"].Value, field.Groups["name"].Value);
            var indicator = name is "." ? above : name.StartsWith('.') ? above + name : name;
            if (name.Length > 0 && type is "int64" or "Amount")
            {
                yield return (indicator, type is "Amount");
            }
            else if (type is not ("Rate" or "Figure" or "FigureHeader" or "FigureNote" or "ApplicantKind")
                && Proto.Contains($"message {type} {{", StringComparison.Ordinal))
            {
                foreach (var below in Bound(indicator, type))
                {
                    yield return below;
                }
            }
        }
    }

    private static string[] Names(Match match, string group) =>
        [.. match.Groups[group].Value.Split(['"', ',', '[', ']', ' ', '\n'], StringSplitOptions.RemoveEmptyEntries)];

    private static string Read()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "protos")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("protos");
        }

        return File.ReadAllText(Path.Combine(folder.FullName, "protos/ogi/stats/v1/figures.proto"));
    }

    [GeneratedRegex(
        @"^  (optional |repeated )?(?<type>\w+) \w+ = \d+( \[(\s*//.*\s*)?\(indicator\) = ""(?<name>[^""]+)""\s*\])?;",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Field();

    [GeneratedRegex(
        @"\(rate\) = \{\s*numerator: (?<n>\[[^\]]*\]|""[^""]+"")\s*denominator: (?<d>\[[^\]]*\]|""[^""]+"")",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Rate();
}
