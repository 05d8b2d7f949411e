using System.Text;
using System.Text.Json;
using Google.Protobuf;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Canonical;

/// <summary>A report as a file: protobuf JSON of <see cref="Wire.Report"/> in UTF-8 (docs/report-json.md).</summary>
public static class CanonicalJson
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 20 };

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static readonly JsonFormatter Indented = new(JsonFormatter.Settings.Default.WithIndentation());

    /// <summary>
    /// Reads a report. Everything that is no such JSON goes to <paramref name="problems"/>, fields that the format
    /// does not have included; null where nothing could be read.
    /// </summary>
    public static Wire.Report? Read(ReadOnlySpan<byte> file, ICollection<ContentProblem> problems)
    {
        var json = Decode(file, problems);
        return json is not null && HasShape(json, problems) ? Parse(json, problems) : null;
    }

    public static string Write(Wire.Report report) => Indented.Format(report) + "\n";

    private static string? Decode(ReadOnlySpan<byte> file, ICollection<ContentProblem> problems)
    {
        var content = file.StartsWith(Encoding.UTF8.Preamble) ? file[Encoding.UTF8.Preamble.Length..] : file;
        try
        {
            return Utf8.GetString(content);
        }
        catch (DecoderFallbackException e)
        {
            problems.Add(Malformed(
                $"文件不是UTF-8编码（第{e.Index + 1}个字节）；请另存为UTF-8。",
                $"The file is not in UTF-8 (byte {e.Index + 1}); save it as UTF-8."));
            return null;
        }
    }

    private static bool HasShape(string json, ICollection<ContentProblem> problems)
    {
        var before = problems.Count;
        try
        {
            using var document = JsonDocument.Parse(json, Strict);
            new JsonShape(problems).CheckMessage(document.RootElement, Wire.Report.Descriptor, "");
        }
        catch (JsonException e)
        {
            problems.Add(Malformed(
                $"第{e.LineNumber + 1}行不是有效的JSON：{e.Message}",
                $"Line {e.LineNumber + 1} is no valid JSON: {e.Message}"));
        }
        catch (InvalidOperationException e) // half of a surrogate pair in a string
        {
            problems.Add(Malformed($"文字不是有效的Unicode：{e.Message}", $"A text is no valid Unicode: {e.Message}"));
        }

        return problems.Count == before;
    }

    private static Wire.Report? Parse(string json, ICollection<ContentProblem> problems)
    {
        try
        {
            return JsonParser.Default.Parse<Wire.Report>(json);
        }
        catch (IOException e) // the parser's own exceptions: nothing is read from anywhere
        {
            problems.Add(Malformed($"不是报告的JSON：{e.Message}", $"This is no report's JSON: {e.Message}"));
            return null;
        }
    }

    private static ContentProblem Malformed(string zh, string en) => new("MALFORMED_JSON", "", new(zh, en));
}
