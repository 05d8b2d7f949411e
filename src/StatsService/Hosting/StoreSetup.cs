using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using JasperFx.OpenTelemetry;
using Marten;
using Marten.Schema;
using Npgsql;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Reports;
using Weasel.Core;
using Weasel.Postgresql.Tables;

namespace StatsService.Hosting;

/// <summary>Marten on PostgreSQL: the event log, the snapshots and the few tables beside them.</summary>
public static class StoreSetup
{
    public const string Schema = "ogi";

    /// <summary>Finds the event that was the newest at a time.</summary>
    private const string EventsInTime = "mt_events_in_time";

    public static void AddStore(this IServiceCollection services, string connectionString)
    {
        services.AddNpgsqlDataSource(Connection(connectionString));
        services.AddMarten(Configure).UseNpgsqlDataSource().UseLightweightSessions();
        services.AddSingleton(new HighWaterOptions(TimeSpan.FromSeconds(10)));
        services.AddSingleton<HighWater>();
        services.AddSingleton<EventLog>();
    }

    /// <summary>
    /// Creates what is missing in the database, gives a new log its history id and records what this release brings.
    /// One instance at a time: others that start meanwhile wait, and then find it done.
    /// </summary>
    public static async Task PrepareStore(this IServiceProvider services, CancellationToken ct)
    {
        var database = services.GetRequiredService<NpgsqlDataSource>();
        await using var alone = await StoreLock.Take(database, ct);
        await services.GetRequiredService<IDocumentStore>().Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await using var index = database.CreateCommand(
            $"create index if not exists {EventsInTime} on ogi.mt_events (timestamp)");
        await index.ExecuteNonQueryAsync(ct);

        await using var command = database.CreateCommand(
            "insert into ogi.history (id) select $1 where not exists (select from ogi.history)");
        command.Parameters.Add(new() { Value = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) });
        await command.ExecuteNonQueryAsync(ct);

        await services.GetRequiredService<RegistrySeed>().Run(ct);
        await services.GetRequiredService<CatalogChanges>().Record(ct);
        await services.GetRequiredService<OpenStrengths>().Renew(ct);
    }

    private static void Configure(StoreOptions options)
    {
        options.DatabaseSchemaName = Schema;
        options.Events.DatabaseSchemaName = Schema;
        options.AutoCreateSchemaObjects = AutoCreate.None;
        options.DisableNpgsqlLogging = true;
        options.UseSystemTextJsonForSerialization(
            new JsonSerializerOptions { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault },
            EnumStorage.AsInteger,
            Casing.CamelCase);
        options.Policies.DisableInformationalFields();

        options.Events.StreamIdentity = StreamIdentity.AsString;
        options.Events.EnableBigIntEvents = true;

        // Despite its name the mode that keeps the time that we set (EventChain.Link),
        // and takes numbers inside the transaction.
        options.Events.AppendMode = EventAppendMode.QuickWithServerTimestamps;
        options.Events.IgnoreIndex(EventsInTime); // Ours, not Marten's: it would drop it.
        EventCodec.Register(options);

        options.Projections.Snapshot<AnnualReport>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<Organ>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<Division>(SnapshotLifecycle.Inline);
        options.Schema.For<AnnualReport>()
            .Duplicate(report => report.Organ).Duplicate(report => report.Year).Duplicate(report => report.Scope)
            .Duplicate(report => report.State).Duplicate(report => report.OpenStrength)
            .Duplicate(report => report.Forms).Duplicate(report => report.Catalog)
            .Index(report => report.Id, index => InListingOrder(index, "mt_doc_annualreport_in_order"));
        options.Schema.For<Organ>()
            .Duplicate(organ => organ.Division).Duplicate(organ => organ.Kind)
            .Duplicate(organ => organ.Bigrams, configure: ByMember)
            .Index(organ => organ.Id, index => InListingOrder(index, "mt_doc_organ_in_order"));
        options.Schema.For<Division>().Duplicate(division => division.Path, configure: ByMember);
        options.Storage.ExtendedSchemaObjects.Add(StoreSchema.Receipts());
        options.Storage.ExtendedSchemaObjects.Add(StoreSchema.Sources());
        options.Storage.ExtendedSchemaObjects.Add(StoreSchema.SourceUses());
        options.Storage.ExtendedSchemaObjects.Add(StoreSchema.OrganCodes());
        options.Storage.ExtendedSchemaObjects.Add(StoreSchema.Histories());

        options.OpenTelemetry.TrackConnections = TrackLevel.Normal;
        options.OpenTelemetry.TrackEventCounters();
    }

    private static void ByMember(IndexDefinition index) => index.Method = IndexMethod.gin;

    /// <summary>
    /// Lists go by id, byte by byte, whatever the database's collation; the primary key is of no use to them.
    /// </summary>
    private static void InListingOrder(ComputedIndex index, string name)
    {
        index.Collation = "C";
        index.Name = name;
    }

    /// <summary>JIT hurts our short queries; a statement that comes twice is prepared (docs/adr/0006).</summary>
    private static string Connection(string given) => new NpgsqlConnectionStringBuilder(given)
    {
        MaxAutoPrepare = 100,
        AutoPrepareMinUsages = 2,
        Options = "-c jit=off -c idle_in_transaction_session_timeout=10s",
    }.ConnectionString;
}
