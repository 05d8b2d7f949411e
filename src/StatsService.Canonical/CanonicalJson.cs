using Google.Protobuf;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Canonical;

/// <summary>A report as a file: protobuf JSON of <see cref="Wire.Report"/> in UTF-8 (docs/report-json.md).</summary>
public static class CanonicalJson
{
    private static readonly JsonFormatter Indented = new(JsonFormatter.Settings.Default.WithIndentation());

    /// <summary>
    /// Reads a report. Everything that is no such JSON goes to <paramref name="problems"/>, fields that the format
    /// does not have included; null where nothing could be read.
    /// </summary>
    public static Wire.Report? Read(ReadOnlySpan<byte> file, ICollection<ContentProblem> problems) =>
        (Wire.Report?)JsonMessages.Read(file, Wire.Report.Descriptor, problems);

    public static string Write(Wire.Report report) => Indented.Format(report) + "\n";
}
