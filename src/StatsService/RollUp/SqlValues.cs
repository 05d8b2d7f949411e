using Npgsql;

namespace StatsService.RollUp;

/// <summary>Values of statements; keys of many rows as arrays, which a statement takes apart with unnest.</summary>
internal static class SqlValues
{
    public static void AddValue<T>(this NpgsqlParameterCollection parameters, T value) =>
        parameters.Add(new NpgsqlParameter<T> { TypedValue = value });

    /// <summary>Three arrays: divisions, years, report sets.</summary>
    public static void AddKeys(this NpgsqlParameterCollection parameters, IReadOnlyCollection<NodeKey> keys)
    {
        parameters.AddValue<string[]>([.. keys.Select(key => key.Division)]);
        parameters.AddValue<short[]>([.. keys.Select(key => (short)key.Year)]);
        parameters.AddValue<short[]>([.. keys.Select(key => (short)key.Set)]);
    }

    /// <summary>The first three columns of a row, in the same order.</summary>
    public static NodeKey ReadKey(this NpgsqlDataReader row) =>
        new(row.GetString(0), row.GetInt16(1), (ReportSet)row.GetInt16(2));
}
