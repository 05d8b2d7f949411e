using System.Text.Json;
using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;
using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Reports;

namespace StatsService.Benchmarks;

/// <summary>
/// The shape in which a filing is stored (docs/adr/0006): protobuf over the forms' cell numbers against JSONB with a
/// member a cell. Size a report, and a page of 1,000 as the feed reads it: stored bytes, and decoded.
/// </summary>
internal static class StoredShape
{
    private const int Reports = 20_000;
    private const int Page = 1_000;
    private const int PagesARound = 20;
    private const int RoundCount = 7;
    private const string ProtoPage = "select body from shape_proto where id > $1 order by id limit 1000";
    private const string JsonPage = "select body::text from shape_json where id > $1 order by id limit 1000";

    public static async Task Run(string connectionString)
    {
        await using var database = NpgsqlDataSource.Create(
            connectionString + ";Max Auto Prepare=20;Auto Prepare Min Usages=1");
        await Fill(database);
        Console.WriteLine($"stored-shape: {Reports:N0} reports of the 2021 form, pages of {Page:N0}");
        Console.WriteLine(
            $"size a report, heap and toast: protobuf {await Size(database, "shape_proto"):F0} B, "
            + $"JSONB {await Size(database, "shape_json"):F0} B");

        var proto = 0L;
        var json = 0L;
        var results = await Rounds.Run(
            RoundCount,
            ("page of bytes, protobuf", () => Read(database, ProtoPage, _ => 0)),
            ("page of bytes, JSONB", () => Read(database, JsonPage, _ => 0)),
            ("page decoded, protobuf", async () => proto = await Read(database, ProtoPage, Decode)),
            ("page decoded, JSONB", async () => json = await Read(database, JsonPage, DecodeJson)));
        if (proto != json)
        {
            throw new InvalidOperationException($"The two sides read different reports: {proto} against {json}.");
        }

        foreach (var result in results)
        {
            Console.WriteLine(result);
        }

        Console.WriteLine(
            $"bytes: protobuf at {results[0].Median / results[1].Median:F3} of JSONB; "
            + $"decoded: {results[2].Median / results[3].Median:F3}");
    }

    private static async Task Fill(NpgsqlDataSource database)
    {
        await Execute(database, "create table shape_proto (id bigint primary key, body bytea not null)");
        await Execute(database, "create table shape_json (id bigint primary key, body jsonb not null)");
        await using var connection = await database.OpenConnectionAsync();
        await Copy(connection, "copy shape_proto from stdin binary", NpgsqlDbType.Bytea, content => Encode(content));
        await Copy(connection, "copy shape_json from stdin binary", NpgsqlDbType.Jsonb, EncodeJson);
        await Execute(database, "vacuum analyze");
    }

    private static async Task Copy(
        NpgsqlConnection connection, string sql, NpgsqlDbType type, Func<ReportContent, object> encode)
    {
        await using var writer = await connection.BeginBinaryImportAsync(sql);
        for (var number = 1; number <= Reports; number++)
        {
            await writer.StartRowAsync();
            await writer.WriteAsync((long)number, NpgsqlDbType.Bigint);
            await writer.WriteAsync(encode(PlausibleReports.Make(number)), type);
        }

        await writer.CompleteAsync();
    }

    private static byte[] Encode(ReportContent content) =>
        new Filing(new ReportName("1", content.Year, content.Scope), new OrganFacts(), new ReportHeader(), content, [])
            .ToEvent().ToByteArray();

    /// <summary>A member a table, in it a member a cell.</summary>
    public static string EncodeJson(ReportContent content) => JsonSerializer.Serialize(content.Tables.ToDictionary(
        table => table.Table,
        table => table.Cells.ToDictionary(
            cell => cell.Key, cell => cell.Value.HasNumber ? (long?)cell.Value.Value : null, StringComparer.Ordinal),
        StringComparer.Ordinal));

    /// <summary>The sum of all counts, so that both sides prove to have read the same.</summary>
    private static long Decode(object body) => ReportFiled.Parser.ParseFrom((byte[])body).Tables
        .Sum(table => StoredTables.Read(table).Cells.Values.Sum(cell => (long)cell.Value));

    private static long DecodeJson(object body) => JsonSerializer
        .Deserialize<Dictionary<string, Dictionary<string, long?>>>((string)body)!
        .Values.Sum(cells => cells.Values.Sum() ?? 0);

    private static async Task<long> Read(NpgsqlDataSource database, string sql, Func<object, long> decode)
    {
        var sum = 0L;
        for (var page = 0; page < PagesARound; page++)
        {
            await using var command = database.CreateCommand(sql);
            command.Parameters.Add(new() { Value = (long)(page * Page % Reports) });
            await using var reader = await command.ExecuteReaderAsync();
            while (await reader.ReadAsync())
            {
                sum += decode(reader.GetValue(0));
            }
        }

        return sum;
    }

    private static async Task<double> Size(NpgsqlDataSource database, string table)
    {
        await using var command = database.CreateCommand(
            "select (pg_total_relation_size($1::regclass) - pg_indexes_size($1::regclass))::float8");
        command.Parameters.Add(new() { Value = table });
        return (double)(await command.ExecuteScalarAsync())! / Reports;
    }

    private static async Task Execute(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
