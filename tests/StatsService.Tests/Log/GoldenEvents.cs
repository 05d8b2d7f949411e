using Google.Protobuf;
using Ogi.Stats.Store.V1;
using Ogi.Stats.V1;
using StatsService.Canonical;
using StatsService.Log;
using StatsService.Reports;

namespace StatsService.Tests.Log;

/// <summary>
/// An event once stored stays readable for ever. <c>Golden/NAME.vN.txt</c> holds the bytes of an event as a release
/// stored it (base64), then what it says (JSON). Files are only ever added, never changed.
/// </summary>
public sealed class GoldenEvents
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Log", "Golden");

    public static TheoryData<string> Files =>
        [.. Directory.GetFiles(Folder, "*.txt").Select(file => Path.GetFileName(file)!)];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_stored_event_says_what_it_said(string file)
    {
        var (bytes, json) = Read(file);

        var e = EventCodec.Decode(file[..file.IndexOf('.', StringComparison.Ordinal)], bytes);

        Assert.Equal(JsonParser.Default.Parse(json, e.Descriptor), e);
        Assert.Equal(bytes, e.ToByteArray());
    }

    [Fact]
    public void Every_kind_of_event_has_a_golden_file() =>
        Assert.Equal(
            EventCodec.Names.Order(StringComparer.Ordinal),
            Directory.GetFiles(Folder, "*.txt")
                .Select(file => Path.GetFileName(file).Split('.')[0])
                .Distinct()
                .Order(StringComparer.Ordinal));

    [Fact]
    public void A_stored_report_has_the_cells_it_had()
    {
        var (filed, _) = Read("report_filed.v1.txt");
        var (corrected, _) = Read("report_corrected.v1.txt");
        const string Name = "organs/140400/reports/2019-region";

        var report = AnnualReport.Fold(current: null, Name, ReportFiled.Parser.ParseFrom(filed));
        Assert.Equal(Expected("report_filed.v1.cells.json"), Content(report));
        report = AnnualReport.Fold(report, Name, ReportCorrected.Parser.ParseFrom(corrected));
        Assert.Equal(Expected("report_corrected.v1.cells.json"), Content(report));
    }

    private static Report Content(AnnualReport report)
    {
        var wire = new Report();
        WireContent.Write(report.Content, wire);
        return wire;
    }

    private static Report Expected(string file) =>
        JsonParser.Default.Parse<Report>(File.ReadAllText(Path.Combine(Folder, file)));

    private static (byte[] Bytes, string Json) Read(string file)
    {
        var text = File.ReadAllText(Path.Combine(Folder, file)).Split('\n', 2);
        return (Convert.FromBase64String(text[0]), text[1]);
    }
}
