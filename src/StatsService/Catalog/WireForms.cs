using StatsService.Canonical;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Catalog;

/// <summary>Forms, rules and indicators as the API tells them.</summary>
internal static class WireForms
{
    public static Wire.Form Write(Form form, IEnumerable<Rule> commonRules) => new()
    {
        Name = "forms/" + form.Id,
        Title = WireFindings.Write(form.Title),
        Source = form.Source,
        Years = Write(form.Years),
        Extends = form.Extends is null ? "" : "forms/" + form.Extends,
        Tables = { form.Tables.Select(Write) },
        Rules = { form.Rules.Concat(commonRules).Select(Write) },
        Extension = form.Extension,
        Version = form.Version,
    };

    public static Wire.Indicator Write(Indicator indicator) => new()
    {
        Name = IndicatorNames.Write(indicator.Name),
        Title = WireFindings.Write(indicator.Title),
        Unit = indicator.Unit,
        Type = (Wire.CellType)indicator.Type,
        ByApplicant = indicator.ByApplicant,
        Additive = indicator.Additive,
        Measurements = { indicator.Measurements.Select(Write) },
        SumOf = { indicator.SumOf.Select(IndicatorNames.Write) },
        Extension = indicator.Extension,
    };

    private static Wire.FormTable Write(FormTable table) => new()
    {
        Table = table.Id,
        Title = WireFindings.Write(table.Title),
        Cells = { table.Cells.Select(Write) },
        Sections = { table.Sections.Select(section => new Wire.FormSection
        {
            Section = section.Id, Title = WireFindings.Write(section.Title),
        }) },
    };

    private static Wire.FormCell Write(FormCell cell) => new()
    {
        Cell = cell.Code,
        RowLabel = WireFindings.Write(cell.RowLabel),
        ColumnLabel = cell.ColumnLabel is null ? null : WireFindings.Write(cell.ColumnLabel),
        Variants = { cell.Variants },
        ColumnVariants = { cell.ColumnVariants },
        Row = cell.PrintedRow,
        Column = cell.PrintedColumn,
        Type = (Wire.CellType)cell.Type,
        Unit = cell.Unit,
        Parent = cell.Parent ?? "",
        Article = cell.Article ?? "",
        Section = cell.Section,
        Optional = cell.Optional,
        AmountUnit = (Wire.AmountUnit)cell.AmountUnit,
        Indicator = IndicatorNames.Write(cell.Indicator),
        RowGroups = { cell.RowGroups.Select(WireFindings.Write) },
        ColumnGroups = { cell.ColumnGroups.Select(WireFindings.Write) },
    };

    private static Wire.Rule Write(Rule rule) => new()
    {
        Name = "rules/" + rule.Id,
        Expression = rule.Expression,
        When = rule.When ?? "",
        Strength = (Wire.FindingStrength)rule.FindingStrength,
        Text = WireFindings.Write(rule.Text),
        Source = rule.Source,
        MissingValues = rule.Missing == MissingValues.Bounded
            ? Wire.MissingValues.Bounded
            : Wire.MissingValues.NotAssessable,
        Message = WireFindings.Write(rule.Message),
        OverTwoYears = rule.OverTwoYears,
    };

    private static Wire.Measurement Write(Measurement measurement) => new()
    {
        Form = "forms/" + measurement.Form,
        Table = measurement.Table,
        Cells = { measurement.Rows },
        Comparability = (Wire.Comparability)measurement.Comparability,
        Note = measurement.Note is null ? null : WireFindings.Write(measurement.Note),
    };

    private static Wire.YearRange Write(YearRange years)
    {
        var wire = new Wire.YearRange();
        if (years.First is { } first)
        {
            wire.FirstYear = first;
        }

        if (years.Last is { } last)
        {
            wire.LastYear = last;
        }

        return wire;
    }
}
