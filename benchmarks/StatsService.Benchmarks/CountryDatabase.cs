using System.Diagnostics;
using Google.Protobuf;
using Npgsql;
using NpgsqlTypes;
using Ogi.Stats.Store.V1;
using Ogi.Stats.V1;
using StatsService.Country;
using StatsService.Log;
using StatsService.Reports;

namespace StatsService.Benchmarks;

/// <summary>
/// A database with a plausible country: divisions and organs registered over gRPC, the events of its reports written
/// with COPY (as a first load does it), and for one year the other side: a JSONB row a report.
/// </summary>
internal sealed class CountryDatabase(NpgsqlDataSource database, PlausibleCountry country)
{
    /// <summary>The year for which only organs report, no government: its sum is one of all rows.</summary>
    public const int OrgansOnly = 2022;

    public PlausibleCountry Country => country;

    /// <summary>The reports that the other side has.</summary>
    public List<string> RawNames { get; } = [];

    public long Reports { get; private set; }

    /// <summary>A database of its own on the server, with the country's registry in it.</summary>
    public static async Task<(CountryDatabase Database, string Connection)> Create(
        string server, string name, CountryPlan plan)
    {
        await using (var admin = NpgsqlDataSource.Create(server))
        {
            await using var command = admin.CreateCommand($"create database {name}");
            await command.ExecuteNonQueryAsync();
        }

        var own = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
        var made = new CountryDatabase(NpgsqlDataSource.Create(own + ";Max Auto Prepare=50"), new(plan));
        await using var service = await BenchmarkService.Start(own, rollUp: false);
        await FilingCountry.Register(made.Country, new RegistryService.RegistryServiceClient(service.Channel));
        await made.Execute(
            "create table raw_report (id text primary key, counts boolean not null, body jsonb not null)");
        return (made, own);
    }

    /// <summary>How fast events were written against rows of the other side, ascending, of each part of it.</summary>
    public List<double> LoadRatios { get; } = [];

    /// <summary>The reports of a year.</summary>
    /// <param name="raw">Whether the other side gets them too.</param>
    /// <param name="most">Not more than so many.</param>
    public async Task Load(int year, bool raw, int most = int.MaxValue)
    {
        var reports = country.Organs
            .Where(organ => year != OrgansOnly || organ.Kind != Forms.OrganKind.Government)
            .SelectMany(organ => country.Reports(organ, year))
            .Where(report => report.IsFiled)
            .Take(most);
        foreach (var some in reports.Chunk(20_000))
        {
            var start = Stopwatch.GetTimestamp();
            await Copy(some);
            var events = Stopwatch.GetElapsedTime(start);
            if (raw)
            {
                start = Stopwatch.GetTimestamp();
                await CopyRaw(some);
                LoadRatios.Add(Stopwatch.GetElapsedTime(start) / events);
            }
        }

        LoadRatios.Sort();
    }

    public async Task Execute(string sql)
    {
        await using var command = database.CreateCommand(sql);
        command.CommandTimeout = 0;
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Until it is disposed of, no roll-up goes on: as if another instance were at it.</summary>
    public async Task<IAsyncDisposable> HoldRollUp()
    {
        var connection = await database.OpenConnectionAsync();
        await connection.BeginTransactionAsync();
        await using var command = new NpgsqlCommand("select from ogi.roll_up_generation for update", connection);
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    public NpgsqlDataSource Source => database;

    /// <returns>Bytes a report.</returns>
    public Task<double> PrintDisk() => DiskUse.Print(database, Reports);

    /// <summary>Bytes of a row of the other side, with its index.</summary>
    public async Task<double> RawRow()
    {
        await using var command = database.CreateCommand("select pg_total_relation_size('raw_report')::float8");
        return (double)(await command.ExecuteScalarAsync())! / RawNames.Count;
    }

    /// <summary>Numbers are taken in the transaction that writes the events, as by every other writer.</summary>
    private async Task Copy(CountryReport[] reports)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var take = new NpgsqlCommand(
            $"select max(nextval('ogi.mt_events_sequence')) from generate_series(1, {reports.Length})", connection);
        var first = (long)(await take.ExecuteScalarAsync())! - reports.Length + 1;
        await using (var streams = await connection.BeginBinaryImportAsync(
            "copy ogi.mt_streams (id, version, timestamp, created) from stdin binary"))
        {
            foreach (var report in reports)
            {
                await streams.StartRowAsync();
                await streams.WriteAsync(report.Name.ToString(), NpgsqlDbType.Varchar);
                await streams.WriteAsync(1L, NpgsqlDbType.Bigint);
                await streams.WriteAsync(TimeProvider.System.GetUtcNow(), NpgsqlDbType.TimestampTz);
                await streams.WriteAsync(TimeProvider.System.GetUtcNow(), NpgsqlDbType.TimestampTz);
            }

            await streams.CompleteAsync();
        }

        await using (var events = await connection.BeginBinaryImportAsync(
            "copy ogi.mt_events (seq_id, id, stream_id, version, data, type, timestamp, bdata) from stdin binary"))
        {
            for (var i = 0; i < reports.Length; i++)
            {
                await events.StartRowAsync();
                await events.WriteAsync(first + i, NpgsqlDbType.Bigint);
                await events.WriteAsync(Guid.CreateVersion7(), NpgsqlDbType.Uuid);
                await events.WriteAsync(reports[i].Name.ToString(), NpgsqlDbType.Varchar);
                await events.WriteAsync(1L, NpgsqlDbType.Bigint);
                await events.WriteAsync("{}", NpgsqlDbType.Jsonb);
                await events.WriteAsync("report_filed", NpgsqlDbType.Varchar);
                await events.WriteAsync(TimeProvider.System.GetUtcNow(), NpgsqlDbType.TimestampTz);
                await events.WriteAsync(Event(reports[i]), NpgsqlDbType.Bytea);
            }

            await events.CompleteAsync();
        }

        await transaction.CommitAsync();
        Reports += reports.Length;
    }

    private async Task CopyRaw(CountryReport[] reports)
    {
        await using var connection = await database.OpenConnectionAsync();
        await using var rows = await connection.BeginBinaryImportAsync(
            "copy raw_report (id, counts, body) from stdin binary");
        foreach (var report in reports)
        {
            await rows.StartRowAsync();
            await rows.WriteAsync(report.Name.ToString(), NpgsqlDbType.Text);
            await rows.WriteAsync(report.Organ.Kind != Forms.OrganKind.VerticalSystem, NpgsqlDbType.Boolean);
            await rows.WriteAsync(StoredShape.EncodeJson(report.Content), NpgsqlDbType.Jsonb);
        }

        await rows.CompleteAsync();
        RawNames.AddRange(reports.Select(report => report.Name.ToString()));
    }

    /// <summary>What was first filed, understood.</summary>
    public static Filing FilingOf(CountryReport report)
    {
        var facts = new OrganFacts
        {
            Title = report.Organ.Title,
            Kind = (int)report.Organ.Kind,
            Division = report.Organ.Division.Id,
            DivisionLevel = (int)report.Organ.Division.Level,
        };
        var header = new ReportHeader
        {
            Title = $"{report.Organ.Title}{report.Content.Year}年政府信息公开工作年度报告",
            PublicationDate = (report.Published.Year * 10_000) + (report.Published.Month * 100) + report.Published.Day,
        };
        return new(report.Name, facts, header, report.Content, []);
    }

    private static byte[] Event(CountryReport report)
    {
        var e = FilingOf(report).ToEvent();
        e.Meta = EventChain.MetaOf(Callers.Caller.Service);
        var since = TimeProvider.System.GetUtcNow() - DateTimeOffset.UnixEpoch;
        e.Meta.TimeMicros = since.Ticks / TimeSpan.TicksPerMicrosecond;
        return e.ToByteArray();
    }
}
