using Ogi.Stats.Store.V1;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Forms.Understanding;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>What a reviewer asks the filer to mend, as sent.</summary>
internal static class ReturnNotices
{
    private const int MaxRemarks = 500;
    private const int MaxRemark = 1000;
    private const int MaxId = 100;

    public static ReportReturned Read(Wire.ReturnNotice? notice)
    {
        Authorship.DemandReason(notice?.Reason ?? "", "notice.reason");
        Refusals.DemandAtMost("notice.remarks", notice!.Remarks.Count, MaxRemarks);
        var read = new ReportReturned { DueDate = WireDates.Read(notice.DueDate, "notice.due_date") };
        for (var i = 0; i < notice.Remarks.Count; i++)
        {
            var (remark, path) = (notice.Remarks[i], $"notice.remarks[{i}]");
            Demand(remark.Table, MaxId, $"{path}.table");
            Demand(remark.Remark, MaxRemark, $"{path}.remark");
            DemandShort(remark.Cell, MaxId, $"{path}.cell");
            read.Remarks.Add(new StoredRemark { Table = remark.Table, Cell = remark.Cell, Remark = remark.Remark });
        }

        return read;
    }

    /// <summary>
    /// Refuses remarks on what the report's form does not have; of a table that the report lacks, what no form has.
    /// </summary>
    public static void Check(ReportReturned notice, AnnualReport report, FormCatalog catalog)
    {
        for (var i = 0; i < notice.Remarks.Count; i++)
        {
            var remark = notice.Remarks[i];
            var own = report.Stored.Tables.Where(table => table.Table == remark.Table).Select(table => table.Form);
            var forms = own.Select(id => catalog.Forms[id]).DefaultIfEmpty().First() is { } form
                ? [form]
                : catalog.Forms.Values.ToList();
            var tables = forms.Select(f => f.Table(remark.Table)).OfType<FormTable>().ToList();
            if (tables.Count == 0)
            {
                var ids = forms.SelectMany(f => f.Tables).Select(table => table.Id).Distinct(StringComparer.Ordinal);
                throw Unknown("UNKNOWN_TABLE", $"notice.remarks[{i}].table", remark.Table, ids);
            }

            var codes = tables.SelectMany(table => table.Cells).Select(cell => cell.Code)
                .ToHashSet(StringComparer.Ordinal);
            if (remark.Cell.Length > 0 && !codes.Contains(remark.Cell))
            {
                throw Unknown("UNKNOWN_CELL", $"notice.remarks[{i}].cell", remark.Cell, codes);
            }
        }
    }

    private static Refusal Unknown(string reason, string field, string written, IEnumerable<string> names) =>
        Refusals.Unknown(reason, field, written, NearestName.Of(written, names));

    private static void Demand(string text, int max, string field)
    {
        if (text.Length == 0)
        {
            throw Refusals.Required(field);
        }

        DemandShort(text, max, field);
    }

    private static void DemandShort(string text, int max, string field)
    {
        if (text.Length > max)
        {
            throw Refusals.TooLong(field, text.Length, max);
        }
    }
}
