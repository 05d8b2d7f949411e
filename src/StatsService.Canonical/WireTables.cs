using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Canonical;

/// <summary>A table, on the wire and in the forms library.</summary>
public static class WireTables
{
    private const string FormPrefix = "forms/";
    private const int MaxNote = 2000;
    private const int MaxSectionScopes = 20;
    private const int MaxPrintedScope = 200;

    /// <summary>Several times what the largest form has.</summary>
    private const int MaxCells = 1000;

    public static ReportTable Read(
        Wire.ReportTable wire, string path, FormCatalog catalog, ICollection<ContentProblem> problems)
    {
        var form = wire.Form.StartsWith(FormPrefix, StringComparison.Ordinal)
            ? wire.Form[FormPrefix.Length..]
            : wire.Form;
        if (wire.Note.Length > MaxNote)
        {
            problems.Add(CommonProblems.TooLong(path + ".note", wire.Note.Length, MaxNote));
        }

        if (wire.SectionScopes.Count > MaxSectionScopes)
        {
            problems.Add(CommonProblems.TooMany(path + ".section_scopes", wire.SectionScopes.Count, MaxSectionScopes));
        }

        if (wire.Cells.Count > MaxCells)
        {
            problems.Add(CommonProblems.TooMany(path + ".cells", wire.Cells.Count, MaxCells));
        }

        var cells = wire.Cells.Take(MaxCells).ToDictionary(
            cell => cell.Key,
            cell => WireValues.ReadPlain(cell.Value)
                ?? WireValues.Read(cell.Value, $"{path}.cells[\"{cell.Key}\"]", problems),
            StringComparer.Ordinal);
        var unlisted = ReadUnlisted(wire.Unlisted, path + ".unlisted", problems);

        var known = catalog.Form(form);
        FillUnits(cells, known);

        return new(wire.Table, form, Spread(cells, unlisted, known?.Table(wire.Table)))
        {
            Scope = ReadScope(wire.Scope, path + ".scope", problems),
            PrintedScope = ReadPrintedScope(wire.PrintedScope, path + ".printed_scope", problems),
            SectionScopes =
            [
                .. wire.SectionScopes.Take(MaxSectionScopes).Select((section, i) => new SectionScope(
                    section.Section,
                    ReadScope(section.Scope, $"{path}.section_scopes[{i}].scope", problems),
                    ReadPrintedScope(section.PrintedScope, $"{path}.section_scopes[{i}].printed_scope", problems))),
            ],
            Note = WireContent.OrNull(wire.Note),
        };
    }

    public static Wire.ReportTable Write(ReportTable table)
    {
        var wire = new Wire.ReportTable
        {
            Table = table.Table,
            Form = FormPrefix + table.Form,
            Scope = (Wire.Scope)table.Scope,
            PrintedScope = table.PrintedScope ?? "",
            Unlisted = Wire.CellGap.NotPrinted,
            Note = table.Note ?? "",
        };
        wire.SectionScopes.Add(table.SectionScopes.Select(section => new Wire.SectionScope
        {
            Section = section.Section,
            Scope = (Wire.Scope)section.Scope,
            PrintedScope = section.PrintedScope ?? "",
        }));
        foreach (var (code, value) in table.Cells)
        {
            wire.Cells.Add(code, WireValues.Write(value));
        }

        return wire;
    }

    public static Scope ReadScope(Wire.Scope scope, string path, ICollection<ContentProblem> problems)
    {
        if (!Enum.IsDefined((Scope)scope))
        {
            problems.Add(CommonProblems.Undefined(path, scope));
        }

        return (Scope)scope;
    }

    private static string? ReadPrintedScope(string text, string path, ICollection<ContentProblem> problems)
    {
        if (text.Length > MaxPrintedScope)
        {
            problems.Add(CommonProblems.TooLong(path, text.Length, MaxPrintedScope));
        }

        return WireContent.OrNull(text);
    }

    private static CellState ReadUnlisted(Wire.CellGap gap, string path, ICollection<ContentProblem> problems)
    {
        if (gap == Wire.CellGap.Unspecified)
        {
            return CellState.NotPrinted;
        }

        var state = WireValues.ReadGap(gap, path, problems);
        if (state == CellState.Uncertain)
        {
            problems.Add(new("INVALID_VALUE", path, new(
                "unlisted不能为UNCERTAIN：不确定的单元格须逐个列出可能的读数。",
                "unlisted cannot be UNCERTAIN: list each uncertain cell with its alternatives.")));
        }

        return state;
    }

    /// <summary>The form prints the unit of some amounts: 本年收费金额（单位：万元）.</summary>
    private static void FillUnits(Dictionary<string, CellValue> cells, Form? form)
    {
        foreach (var code in cells.Keys.ToList())
        {
            if (form?.Cells.GetValueOrDefault(code) is { AmountUnit: not AmountUnit.Unspecified } cell)
            {
                cells[code] = WithUnit(cells[code], cell.AmountUnit);
            }
        }
    }

    private static CellValue WithUnit(CellValue value, AmountUnit unit) => value with
    {
        Unit = value is { HasNumber: true, IsAmount: true, Unit: AmountUnit.Unspecified } ? unit : value.Unit,
        Alternatives = [.. value.Alternatives.Select(alternative => WithUnit(alternative, unit))],
    };

    /// <summary>Writes out what <c>unlisted</c> stands for, so that every cell says for itself what it holds.</summary>
    private static Dictionary<string, CellValue> Spread(
        Dictionary<string, CellValue> cells, CellState unlisted, FormTable? form)
    {
        if (unlisted != CellState.NotPrinted && form is not null)
        {
            foreach (var cell in form.Cells.Where(cell => !cell.Optional))
            {
                cells.TryAdd(cell.Code, new CellValue(unlisted));
            }
        }

        foreach (var (code, _) in cells.Where(cell => cell.Value.State == CellState.NotPrinted).ToList())
        {
            cells.Remove(code);
        }

        return cells;
    }
}
