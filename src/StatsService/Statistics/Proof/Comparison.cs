using System.Globalization;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Requests;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Proof;

/// <summary>The lines of a reconciliation: counted all, given a page of them.</summary>
internal sealed class Comparison(SlotFilter filter, Sides sides, PublishedCells cells, DifferingParts parts)
{
    /// <param name="after">The number of the last slot that was given; null: none was.</param>
    /// <param name="last">The same for the next page; null: there is none.</param>
    public Wire.ReconcileDivisionResponse Read(
        Wire.ReconcileDivisionRequest request, string? after, int size, out string? last)
    {
        int? former = after is null ? null
            : int.TryParse(after, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
            : throw Refusals.PageTokenMismatch();
        var begun = former is null;
        var page = new Page<Wire.ReconciliationLine>(size);
        var summary = new Wire.ReconciliationSummary();
        last = null;
        Slot? given = null;
        foreach (var slot in filter.Slots(sides.Published.Topics))
        {
            var isBefore = !begun;
            begun |= slot.Number == former;
            if (Line(slot, request.Table) is not { } line)
            {
                continue;
            }

            var equal = line is { HasDifference: true, Difference: "0" };
            var differs = line.HasDifference && !equal;
            summary.EqualCount += equal ? 1 : 0;
            summary.DifferentCount += differs ? 1 : 0;
            summary.IncomparableCount += line.HasDifference ? 0 : 1;
            if (last is not null || isBefore || !(differs || request.All))
            {
                continue;
            }

            if (differs)
            {
                parts.AddTo(line);
            }

            if (page.TryAdd(line))
            {
                given = slot;
            }
            else
            {
                last = given!.Number.ToString(CultureInfo.InvariantCulture);
            }
        }

        return new() { Lines = { page.Rows }, Summary = summary };
    }

    /// <summary>Null where neither side says anything, or what was published stands in another table.</summary>
    private Wire.ReconciliationLine? Line(Slot slot, string table)
    {
        if (sides.Line(slot) is not { } line)
        {
            return null;
        }

        line.Cells.Add(cells.Of(slot));
        return table.Length == 0 || line.Cells.Any(cell => cell.Table == table) ? line : null;
    }
}
