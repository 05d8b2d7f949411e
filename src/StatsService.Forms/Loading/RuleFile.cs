using System.Text.Json;
using System.Text.Json.Serialization;

namespace StatsService.Forms.Loading;

/// <summary>A rule as written in <c>rules.json</c>.</summary>
/// <param name="Missing">Bounded where it is not given, but not assessable where the rule is only plausible.</param>
internal sealed record RuleFile(
    string Id, RuleStrength Strength, [property: JsonConverter(typeof(LinesConverter))] string Expression,
    LocalizedText Text, LocalizedText Message, string Source,
    [property: JsonConverter(typeof(LinesConverter))] string? When = null, MissingValues? Missing = null)
{
    public Rule ToRule() => new(Id, Expression, When, Strength, Missing ?? Default, Text, Message, Source);

    private MissingValues Default =>
        Strength == RuleStrength.Plausibility ? MissingValues.NotAssessable : MissingValues.Bounded;
}

/// <summary>A string, or the lines of a long one.</summary>
internal sealed class LinesConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.StartArray
            ? string.Join(' ', JsonSerializer.Deserialize<string[]>(ref reader, options)!)
            : reader.GetString() ?? throw new JsonException("An expression is missing.");

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}
