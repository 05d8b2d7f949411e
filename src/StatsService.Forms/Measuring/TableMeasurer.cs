using static StatsService.Forms.FigureCondition;

namespace StatsService.Forms.Measuring;

/// <summary>Measures an indicator on the tables of one part of a report.</summary>
internal sealed class TableMeasurer(FormCatalog catalog, ReportPart part, ApplicantKind applicant)
{
    public Tally Measure(Indicator indicator)
    {
        var printed = Printed(indicator);
        if (printed.Sum is not null || printed.Gap is Uncertain or Unreadable || indicator.SumOf is [])
        {
            return printed;
        }

        var parts = indicator.SumOf.Select(name => Measure(catalog.Indicator(name)!)).ToList();
        if (parts.Exists(part => part.Gap == NotOnForm))
        {
            return printed;
        }

        var sum = parts.Aggregate(Tally.Empty, (total, tally) => total + tally).Mark(FigureMarks.Derived);
        return sum.Sum is null && printed.Gap is not (NotOnForm or NotReported) ? printed : sum;
    }

    private Tally Printed(Indicator indicator)
    {
        foreach (var table in part.Tables)
        {
            if (catalog.Measurement(indicator, table.Form) is { } measurement
                && measurement.Table == table.Table.Table
                && Add(table, measurement) is { } tally)
            {
                return measurement.Comparability == Comparability.Near ? tally.Mark(FigureMarks.Near) : tally;
            }
        }

        return Tally.Absent(IsOnForm(indicator) ? NotReported : NotOnForm);
    }

    /// <summary>Null where the cells are in a section that this part does not cover.</summary>
    private Tally? Add(TablePart table, Measurement measurement)
    {
        var cells = measurement.Rows.Select(row => Cell(table.Form, row, applicant)).ToList();
        return cells.Contains(null) ? Tally.Absent(NotOnForm)
            : !cells.TrueForAll(cell => table.Sections.Contains(cell!.Section)) ? null
            : cells.Select(cell => Read(table, cell!)).Aggregate((sum, tally) => sum + tally);
    }

    /// <summary>The cell of a row in the column of an applicant kind.</summary>
    internal static FormCell? Cell(Form form, string row, ApplicantKind applicant) =>
        form.Cells.TryGetValue(row, out var cell)
        ? applicant == ApplicantKind.Unspecified ? cell : null
        : form.Cells.GetValueOrDefault($"{row}@{ApplicantColumn.Of(applicant)}");

    private static Tally Read(TablePart table, FormCell cell)
    {
        var value = table.Table[cell.Code];
        if (value.HasNumber)
        {
            return Money.InYuan(value, cell.Type, cell.AmountUnit) is { } number
                ? Tally.Number(number, cell.Code)
                : Tally.Absent(Unreadable, proved: false, cell.Code);
        }

        return Tally.Absent(Gap(value.State), table.ProvedZero.Contains(cell.Code), cell.Code);
    }

    internal static FigureCondition Gap(CellState state) => state switch
    {
        CellState.Blank => Blank,
        CellState.NotApplicable => FigureCondition.NotApplicable,
        CellState.NotPrinted => NotPrinted,
        CellState.Uncertain => Uncertain,
        _ => Unreadable,
    };

    /// <summary>Whether a form in use has it, so that only the table, or the sentence, is not there.</summary>
    private bool IsOnForm(Indicator indicator)
    {
        var inForce = catalog.FormFor(part.Year);
        if (IsForSentencesOnly(indicator) || (part.Tables is [] && inForce is null))
        {
            return true;
        }

        var forms = part.Tables is [] ? [inForce!] : part.Tables.Select(table => table.Form);
        return forms
            .Select(form => catalog.Measurement(indicator, form)?.Table)
            .OfType<string>()
            .Any(table => !part.Tables.Any(other => IsOther(other, table)));

        // The table is there, but printed on a form without the indicator.
        bool IsOther(TablePart other, string table) =>
            other.Table.Table == table && catalog.Measurement(indicator, other.Form) is null;
    }

    internal static bool IsForSentencesOnly(Indicator indicator) =>
        indicator.SumOf is [] && indicator.Measurements.All(m => m.Comparability == Comparability.Break);
}
