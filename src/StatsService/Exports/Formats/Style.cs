namespace StatsService.Exports.Formats;

/// <summary>How a cell looks, by its number in <see cref="Sheet"/>.</summary>
internal static class Style
{
    public const int Plain = 0;
    public const int Bold = 1;

    /// <summary>A heading or label of a table.</summary>
    public const int Label = 2;

    /// <summary>A value in a table.</summary>
    public const int Value = 3;
    public const int Yuan = 4;
    public const int TenThousandYuan = 5;

    public const string Sheet = """
        <styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
        <numFmts count="2"><numFmt numFmtId="164" formatCode="General&quot;元&quot;"/><numFmt numFmtId="165"
        formatCode="General&quot;万元&quot;"/></numFmts>
        <fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="11"/><name
        val="宋体"/></font></fonts>
        <fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill
        patternType="gray125"/></fill></fills>
        <borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border><left style="thin"/><right
        style="thin"/><top style="thin"/><bottom style="thin"/><diagonal/></border></borders>
        <cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
        <cellXfs count="6"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1"
        fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0"
        applyBorder="1" applyAlignment="1"><alignment horizontal="center" vertical="center" wrapText="1"/></xf><xf
        numFmtId="0" fontId="0" fillId="0" borderId="1" xfId="0" applyBorder="1"/><xf numFmtId="164" fontId="0"
        fillId="0" borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1"/><xf numFmtId="165" fontId="0" fillId="0"
        borderId="1" xfId="0" applyNumberFormat="1" applyBorder="1"/></cellXfs>
        </styleSheet>
        """;
}
