namespace StatsService.Forms.Checking;

/// <summary>How the two sides of a rule relate.</summary>
internal enum Relation
{
    /// <summary>No relation: the one function on the left says yes or no, <c>unit(x)</c>.</summary>
    Holds,
    Equal,
    AtMost,
    AtLeast,
    Below,
    Above,
}

/// <summary>A term as written: <c>0.2 × code</c>, <c>stated(name)</c>, or a number (no name).</summary>
internal sealed record Term(decimal Factor, string? Function, string? Name)
{
    public override string ToString()
    {
        var factor = Math.Abs(Factor);
        var name = Function is null ? Name : $"{Function}({Name})";
        return name is null ? $"{factor}" : factor == 1 ? name : $"{factor} × {name}";
    }
}

/// <summary>A comparison of two sums.</summary>
internal sealed record Comparison<T>(IReadOnlyList<T> Left, Relation Relation, IReadOnlyList<T> Right)
{
    public Comparison<TOther> Select<TOther>(Func<T, IEnumerable<TOther>> map) =>
        new([.. Left.SelectMany(map)], Relation, [.. Right.SelectMany(map)]);

    public IEnumerable<T> All => Left.Concat(Right);
}

/// <summary>A condition: one of <paramref name="AnyOf"/>, each with all its comparisons.</summary>
internal sealed record Condition<T>(IReadOnlyList<IReadOnlyList<Comparison<T>>> AnyOf)
{
    public IEnumerable<T> All => AnyOf.SelectMany(all => all).SelectMany(comparison => comparison.All);

    public Condition<TOther> Select<TOther>(Func<Comparison<T>, Comparison<TOther>> map) =>
        new([.. AnyOf.Select(all => (IReadOnlyList<Comparison<TOther>>)[.. all.Select(map)])]);
}
