using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using StatsService.Forms;

namespace StatsService.Canonical;

/// <summary>
/// Reads the protobuf JSON of a message, strictly: what would be dropped or guessed elsewhere is a problem here.
/// </summary>
public static class JsonMessages
{
    /// <summary>The reason of what is no JSON at all.</summary>
    public const string Malformed = "MALFORMED_JSON";

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 20 };

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>
    /// The message; null where nothing could be read. All that is wrong goes to <paramref name="problems"/>, fields
    /// that the message does not have included.
    /// </summary>
    public static IMessage? Read(ReadOnlySpan<byte> json, MessageDescriptor type, ICollection<ContentProblem> problems)
    {
        var text = Decode(json, problems);
        return text is not null && HasShape(text, type, problems) ? Parse(text, type, problems) : null;
    }

    private static string? Decode(ReadOnlySpan<byte> json, ICollection<ContentProblem> problems)
    {
        var content = json.StartsWith(Encoding.UTF8.Preamble) ? json[Encoding.UTF8.Preamble.Length..] : json;
        try
        {
            return Utf8.GetString(content);
        }
        catch (DecoderFallbackException e)
        {
            problems.Add(Problem(
                $"内容不是UTF-8编码（第{e.Index + 1}个字节）；请另存为UTF-8。",
                $"This is not in UTF-8 (byte {e.Index + 1}); save it as UTF-8."));
            return null;
        }
    }

    private static bool HasShape(string json, MessageDescriptor type, ICollection<ContentProblem> problems)
    {
        var before = problems.Count;
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            new JsonShape(problems).CheckMessage(document.RootElement, type, "");
        }
        catch (JsonException e)
        {
            problems.Add(Problem(
                $"第{e.LineNumber + 1}行不是有效的JSON：{e.Message}",
                $"Line {e.LineNumber + 1} is no valid JSON: {e.Message}"));
        }
        catch (InvalidOperationException e) // half of a surrogate pair in a string
        {
            problems.Add(Problem($"文字不是有效的Unicode：{e.Message}", $"A text is no valid Unicode: {e.Message}"));
        }

        return problems.Count == before;
    }

    private static IMessage? Parse(string json, MessageDescriptor type, ICollection<ContentProblem> problems)
    {
        try
        {
            return JsonParser.Default.Parse(json, type);
        }
        catch (IOException e) // the parser's own exceptions: nothing is read from anywhere
        {
            problems.Add(Problem($"不是{type.Name}的JSON：{e.Message}", $"This is no JSON of a {type.Name}: {e.Message}"));
            return null;
        }
    }

    private static ContentProblem Problem(string zh, string en) => new(Malformed, "", new(zh, en));
}
