using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Reads what stands around a report's figures.</summary>
internal sealed class HeaderReader(ICollection<ContentProblem> problems)
{
    public const int MaxTitle = 200;

    public ReportHeader Read(Wire.Report wire)
    {
        var header = new ReportHeader
        {
            Title = Limited("title", wire.Title, MaxTitle),
            DocumentNumber = Limited("document_number", wire.DocumentNumber, 100),
            PublicationDate = ReadDate("publication_date", wire.PublicationDate),
            IssuingOffice = Limited("issuing_office", wire.IssuingOffice, 200),
        };
        if (wire.Source is { } source)
        {
            header.SourceSha256 = ReadHash("source.sha256", source.Sha256);
            header.SourceUri = ReadUri("source.uri", source.Uri);
            header.SourceMediaType = Limited("source.media_type", source.MediaType, 100);
        }

        return header;
    }

    /// <summary>A text of one line.</summary>
    private string Limited(string path, string text, int max)
    {
        if (text.Any(char.IsControl))
        {
            problems.Add(CommonProblems.ControlCharacters(path));
        }

        if (text.Length > max)
        {
            problems.Add(CommonProblems.TooLong(path, text.Length, max));
        }

        return text;
    }

    private int ReadDate(string path, Google.Type.Date? date)
    {
        if (date is null)
        {
            return 0;
        }

        if (WireDates.TryRead(date) is { } read)
        {
            return read;
        }

        Add(
            "INVALID_VALUE", path,
            $"{date.Year}-{date.Month}-{date.Day}不是完整日期；请给出年、月、日，不详则不填。",
            $"{date.Year}-{date.Month}-{date.Day} is no full date; "
            + "give year, month and day, or leave it out if unknown.");
        return 0;
    }

    private ByteString ReadHash(string path, string hex)
    {
        if (hex.Length == 0)
        {
            return ByteString.Empty;
        }

        if (Sources.ParseHex(hex) is { } hash)
        {
            return ByteString.CopyFrom(hash);
        }

        Add("INVALID_VALUE", path, $"“{hex}”不是SHA-256（64位十六进制）。", $"'{hex}' is no SHA-256 (64 hex digits).");
        return ByteString.Empty;
    }

    private string ReadUri(string path, string uri)
    {
        if (uri.Length > 0 && !(Uri.TryCreate(uri, UriKind.Absolute, out var parsed)
            && (parsed.Scheme == Uri.UriSchemeHttp || parsed.Scheme == Uri.UriSchemeHttps)))
        {
            Add("INVALID_VALUE", path, $"“{uri}”不是http或https地址。", $"'{uri}' is no http or https address.");
        }

        return Limited(path, uri, 2000);
    }

    private void Add(string reason, string path, string zh, string en) => problems.Add(new(reason, path, new(zh, en)));
}
