using StatsService.Forms;

namespace StatsService.Country;

/// <summary>A sum of cells: a blank may be any number from 0, so the sum is at least so much.</summary>
/// <param name="Least">The sum of the numbers.</param>
/// <param name="IsWhole">Whether every cell has a number.</param>
internal readonly record struct Total(decimal Least, bool IsWhole)
{
    public static Total Of(ReportTable table, string code) => new(table[code].Value, table[code].HasNumber);

    public static Total Of(ReportTable table, IEnumerable<string> codes) =>
        codes.Aggregate(new Total(0, IsWhole: true), (sum, code) => sum + Of(table, code));

    public static Total operator +(Total a, Total b) => new(a.Least + b.Least, a.IsWhole && b.IsWhole);

    public Total Times(decimal factor) => new(factor * Least, IsWhole);

    public bool IsAbove(Total other) => other.IsWhole && Least > other.Least;

    public bool CannotEqual(Total other) => IsAbove(other) || other.IsAbove(this);
}
