using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace StatsService.Forms;

/// <summary>The rules on reports of several organs with the same tables (<c>Common/copies.json</c>).</summary>
/// <param name="MinFilled">
/// So many cells hold a number other than 0 before tables are compared at all: those of most departments are blank or
/// 0 all over, and alike.
/// </param>
/// <param name="MinDistinct">
/// So many of these numbers differ: one and the same application, granted, stands in six cells (docs/adr/0013).
/// </param>
/// <param name="Identical">Two organs do not file the same tables.</param>
/// <param name="Differs">A report that is marked a copy has the tables of its original.</param>
public sealed record CopyRules(int MinFilled, int MinDistinct, Rule Identical, Rule Differs)
{
    public IEnumerable<Rule> All => [Identical, Differs];

    /// <summary>
    /// What all reports of one year with the same forms and values have in common. Neither what is written around the
    /// values counts (title, scopes, notes) nor how they are printed. Null: chance alone may make them the same.
    /// </summary>
    public Guid? DigestOf(ReportContent content)
    {
        var filled = content.Tables.SelectMany(table => table.Cells.Values).Where(cell => cell.Value != 0)
            .Select(cell => cell.Value).ToList();
        return filled.Count < MinFilled || filled.Distinct().Count() < MinDistinct ? null : Digest(content);
    }

    private static Guid Digest(ReportContent content)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{content.Year}\n");
        foreach (var table in content.Tables.OrderBy(table => table.Table, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"{table.Table} {table.Form}\n");
            foreach (var (code, value) in table.Cells.Where(cell => cell.Value.State != CellState.NotPrinted)
                .OrderBy(cell => cell.Key, StringComparer.Ordinal))
            {
                text.Append(code);
                Append(text, value);
                text.Append('\n');
            }
        }

        return new(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())).AsSpan(0, 16), bigEndian: true);
    }

    private static void Append(StringBuilder text, CellValue value)
    {
        text.Append(
            CultureInfo.InvariantCulture, $" {(int)value.State} {(int)value.Unit} {value.Value:0.######}");
        foreach (var reading in value.Alternatives)
        {
            Append(text, reading);
        }
    }
}
