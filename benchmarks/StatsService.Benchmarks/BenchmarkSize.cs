using System.Globalization;

namespace StatsService.Benchmarks;

/// <summary>How much a benchmark takes: a sample, with <c>--full</c> all, or a number.</summary>
internal sealed record BenchmarkSize(bool Full, int? Number)
{
    /// <summary>Of <c>--full</c> and <c>--size N</c>; null where an option is neither.</summary>
    public static BenchmarkSize? Of(IReadOnlyList<string> options) => options switch
    {
        [] => new(Full: false, Number: null),
        ["--full"] => new(Full: true, Number: null),
        ["--size", var text] when int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number > 0 =>
            new(Full: false, number),
        _ => null,
    };

    public int Of(int sample, int full) => Number ?? (Full ? full : sample);
}
