using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Encoded;
using StatsService.Forms;
using StatsService.Log;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>A report as the API tells it.</summary>
internal static class ReportPresenter
{
    /// <param name="shared">What was found between it and other reports.</param>
    /// <param name="histories">The histories of the log.</param>
    /// <param name="tables">Whether with its tables.</param>
    public static Wire.Report Present(
        ReportAt at, SharedFindings shared, Visibility visibility, Histories histories, bool tables = true)
    {
        var wire = Head(at, visibility, histories);
        if (visibility == Visibility.Withdrawn)
        {
            return wire;
        }

        var report = at.Report;
        WriteText(report.Stored, wire);
        wire.Tables.Add(tables ? report.Content.Tables.Select(WireTables.Write) : []);
        FindingsPresenter.Write(report, shared, visibility != Visibility.Whole, wire);
        wire.Timeliness = Timeliness(report.Year, report.Scope, report.Stored.Organ, report.Stored.Header);
        wire.Timeliness.FiledTime = EventPresenter.Time(report.Stored.FiledMicros);
        return wire;
    }

    /// <summary>
    /// What it says, and not what rules and other reports say of it, as it goes out: its tables are encoded as they are
    /// stored.
    /// </summary>
    public static void WriteContents(ReportAt at, Visibility visibility, Histories histories, WireBuffer buffer)
    {
        var wire = Head(at, visibility, histories);
        if (visibility == Visibility.Withdrawn)
        {
            buffer.Message(wire);
            return;
        }

        WriteText(at.Report.Stored, wire);
        buffer.Message(wire);
        EncodedTables.Write(at.Report.Stored.Tables, buffer);
    }

    /// <summary>Who, when, and how it stands: of a report that was withdrawn all that is told.</summary>
    public static Wire.Report Head(ReportAt at, Visibility visibility, Histories histories)
    {
        var report = at.Report;
        var restricted = visibility != Visibility.Whole;
        var wire = new Wire.Report
        {
            Name = report.Id,
            Organ = Registry.Organ.Prefix + report.Organ,
            OrganTitle = report.Stored.Organ.Title,
            Year = report.Year,
            Scope = (Wire.Scope)report.Scope,
            State = report.State,
            Revision = report.Version,
            Etag = report.Etag,
            FirstEvent = EventPresenter.Present(report.Stored.First, restricted: false),
            LastEvent = EventPresenter.Present(
                report.Stored.Last, report.Stored.Hash, histories, at.Number,
                restricted && ReportEvents.HasRestrictedReason((Wire.ChangeKind)report.Stored.LastKind)),
        };
        if (visibility == Visibility.Withdrawn)
        {
            // Also where it stood otherwise at that point: it says why there is no more.
            wire.State = Wire.ReportState.Withdrawn;
            return wire;
        }

        wire.ReturnNotice = restricted ? null : Notice(report.Stored.ReturnNotice);
        wire.CopyOf = report.CopyOf ?? "";
        WriteHeader(report.Stored.Header, wire);
        return wire;
    }

    /// <summary>A report that is not on file, as it would stand.</summary>
    /// <param name="shared">What would be found between it and other reports.</param>
    public static Wire.Report Preview(Filing filing, AnnualReport report, SharedFindings shared)
    {
        var wire = new Wire.Report
        {
            Name = filing.Name.ToString(),
            Organ = Registry.Organ.Prefix + filing.Name.Organ,
            OrganTitle = filing.Organ.Title,
            Year = filing.Name.Year,
            Scope = (Wire.Scope)filing.Name.Scope,
            Timeliness = Timeliness(filing.Name.Year, filing.Name.Scope, filing.Organ, filing.Header),
        };
        WriteHeader(filing.Header, wire);
        wire.NarrativeSections.Add(filing.Header.Sections.Select(WriteSection));
        WireContent.Write(filing.Content, wire);

        // Anyone may have a report checked: the reason of a confirmation on another one is not for all of them.
        FindingsPresenter.Write(report, shared, restricted: true, wire);
        return wire;
    }

    public static Wire.ReturnNotice? Notice(ReportReturned? notice)
    {
        if (notice is null)
        {
            return null;
        }

        var wire = new Wire.ReturnNotice { Reason = notice.Meta.Reason, DueDate = WireDates.Write(notice.DueDate) };
        wire.Remarks.Add(notice.Remarks.Select(
            remark => new Wire.CellRemark { Table = remark.Table, Cell = remark.Cell, Remark = remark.Remark }));
        return wire;
    }

    /// <summary>What stands in sentences.</summary>
    private static void WriteText(StoredReport stored, Wire.Report wire)
    {
        wire.NarrativeSections.Add(stored.Header.Sections.Select(WriteSection));
        wire.StatedFigures.Add(stored.StatedFigures.Select(StoredValues.Read).Select(WireContent.WriteFigure));
    }

    private static Wire.NarrativeSection WriteSection(StoredSection section) => new()
    {
        Heading = section.Heading,
        Source = Sources.Name(section.Sha256.Span),
    };

    private static void WriteHeader(ReportHeader header, Wire.Report wire)
    {
        wire.Title = header.Title;
        wire.DocumentNumber = header.DocumentNumber;
        wire.PublicationDate = WireDates.Write(header.PublicationDate);
        wire.IssuingOffice = header.IssuingOffice;
        if (header.SourceSha256.Length + header.SourceUri.Length + header.SourceMediaType.Length > 0)
        {
            wire.Source = new()
            {
                Sha256 = Convert.ToHexStringLower(header.SourceSha256.Span),
                Uri = header.SourceUri,
                MediaType = header.SourceMediaType,
            };
        }
    }

    private static Wire.Timeliness Timeliness(int year, Scope scope, OrganFacts organ, ReportHeader header)
    {
        var deadline = FormCatalog.Default.Deadline(
            year, scope, (OrganKind)organ.Kind, (DivisionLevel)organ.DivisionLevel);
        var wire = new Wire.Timeliness { Source = deadline?.Source ?? "" };
        if (deadline is not null)
        {
            wire.Deadline = new() { Year = deadline.Date.Year, Month = deadline.Date.Month, Day = deadline.Date.Day };
            if (header.PublicationDate != 0)
            {
                wire.Late = header.PublicationDate > WireDates.TryRead(wire.Deadline);
            }
        }

        return wire;
    }
}
