using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>What the figures of a row were made of: cells of tables, and figures in sentences.</summary>
internal sealed class FigureUse
{
    private readonly IReadOnlySet<string> _cells;
    private readonly List<(TablePart Table, HashSet<string> Sections)> _tables;

    /// <param name="cells">Codes of cells and ids of stated figures.</param>
    public FigureUse(ReportPart? part, IReadOnlySet<string> cells, Wire.Origin origin)
    {
        _cells = cells;
        _tables =
        [
            .. (part?.Tables ?? []).Select(table => (Table: table, Sections: SectionsOf(table, cells)))
                .Where(used => used.Sections.Count > 0),
        ];
        Origin = origin;
    }

    /// <summary>Whether the report has none of the cells asked for, nor any sentence.</summary>
    public bool IsEmpty => _cells.Count == 0;

    public Wire.Origin Origin { get; }

    public IReadOnlyList<string> Forms =>
        [.. _tables.Select(used => used.Table.Form.Id).Distinct(StringComparer.Ordinal)];

    /// <summary>In printed order.</summary>
    public IReadOnlyList<string> Sections =>
    [
        .. _tables.SelectMany(used => used.Table.Form.Table(used.Table.Table.Table)!.Sections
            .Select(section => section.Id).Where(used.Sections.Contains)),
    ];

    /// <summary>Whether a finding touches one of the sections or sentences used.</summary>
    public bool IsTouchedBy(Finding finding) => finding.Cells.Any(cell => cell.Table.Length == 0
        ? _cells.Contains(cell.Cell)
        : _tables.Exists(used => used.Table.Table.Table == cell.Table
            && used.Table.Form.Cells.TryGetValue(cell.Cell, out var printed)
            && used.Sections.Contains(printed.Section)));

    private static HashSet<string> SectionsOf(TablePart table, IEnumerable<string> cells) => cells
        .Select(table.Form.Cells.GetValueOrDefault).OfType<FormCell>()
        .Where(cell => cell.Table == table.Table.Table && table.Sections.Contains(cell.Section))
        .Select(cell => cell.Section)
        .ToHashSet(StringComparer.Ordinal);
}
