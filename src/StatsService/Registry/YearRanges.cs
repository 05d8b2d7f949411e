using StatsService.Failures;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Registry;

/// <summary>Years as they are stored, 0 where unknown or open, and as the API tells them.</summary>
internal static class YearRanges
{
    /// <summary>The first and the last year that the registry takes.</summary>
    public const int First = 1949;

    public const int Last = 2100;

    public static bool IsYear(int year) => year is >= First and <= Last;

    public static Refusal OutOfRange(string field, int year) => Refusals.InvalidValue(
        field, $"{field}：{year}不在{First}至{Last}之间。", $"{field}: {year} is not between {First} and {Last}.");

    public static (int First, int Last) Read(Wire.YearRange? years, string path, ICollection<ContentProblem> problems)
    {
        if (years is null)
        {
            return (0, 0);
        }

        Check(years.HasFirstYear, years.FirstYear, path + ".first_year", problems);
        Check(years.HasLastYear, years.LastYear, path + ".last_year", problems);
        if (years.HasFirstYear && years.HasLastYear && years.LastYear < years.FirstYear)
        {
            problems.Add(new("INVALID_VALUE", path, new(
                $"{path}：末年{years.LastYear}早于首年{years.FirstYear}。",
                $"{path}: the last year {years.LastYear} is before the first year {years.FirstYear}.")));
        }

        return (years.FirstYear, years.LastYear);
    }

    public static Wire.YearRange? Write(int first, int last)
    {
        if (first == 0 && last == 0)
        {
            return null;
        }

        var years = new Wire.YearRange();
        if (first != 0)
        {
            years.FirstYear = first;
        }

        if (last != 0)
        {
            years.LastYear = last;
        }

        return years;
    }

    /// <summary>Years of which at least one end is known, in words.</summary>
    public static (string Zh, string En) Tell(YearRange years) => (years.First, years.Last) switch
    {
        ({ } first, null) => ($"自{first}年起", $"from {first} on"),
        (null, { } last) => ($"至{last}年止", $"until {last}"),
        var (first, last) => ($"{first}至{last}年", $"from {first} to {last}"),
    };

    private static void Check(bool given, int year, string path, ICollection<ContentProblem> problems)
    {
        if (given && !IsYear(year))
        {
            problems.Add(new("INVALID_VALUE", path, new(
                $"{path}：{year}不在{First}至{Last}之间；不详则不填。",
                $"{path}: {year} is not between {First} and {Last}; leave it out if unknown.")));
        }
    }
}
