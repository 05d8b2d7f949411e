namespace StatsService.Forms.Loading;

/// <summary>The title of an indicator that only its cell describes: the labels of parents, row and column.</summary>
internal static class IndicatorTitle
{
    private const string Numerals = "0123456789一二三四五六七八九十（）().、：";

    public static LocalizedText Of(Form form, FormCell cell)
    {
        var parts = Rows(form, cell).ToList();
        if (cell.ColumnLabel is { } column && !ApplicantColumn.IsOne(cell.Column))
        {
            parts.Add(column);
        }

        return new(
            string.Join('：', parts.Select(part => Plain(part.Zh))),
            string.Join(": ", parts.Select(part => part.En.Replace("Of these: ", "", StringComparison.Ordinal))));
    }

    private static IEnumerable<LocalizedText> Rows(Form form, FormCell cell)
    {
        var parent = form.Cells.Values.FirstOrDefault(other => other.Row == cell.Parent);
        return (parent is null ? [] : Rows(form, parent)).Append(cell.RowLabel);
    }

    /// <summary>Without the printed number, 其中 and the bracket behind: 主动公开政府信息数.</summary>
    private static string Plain(string label)
    {
        var start = label.TrimStart(Numerals.ToCharArray());
        start = start.StartsWith("其中：", StringComparison.Ordinal) ? start[3..] : start;
        var bracket = start.IndexOf('（', StringComparison.Ordinal);
        return bracket > 0 ? start[..bracket] : start;
    }
}
