using System.Net.Sockets;
using System.Text.Json;
using System.Text.Json.Serialization;
using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Projections;
using JasperFx.OpenTelemetry;
using Marten;
using Npgsql;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Reports;
using StatsService.RollUp;
using Weasel.Core;

namespace StatsService.Hosting;

/// <summary>Marten on PostgreSQL: the event log, the snapshots and the few tables beside them.</summary>
internal static class StoreSetup
{
    public const string Schema = "ogi";

    /// <summary>Finds the event that was the newest at a time.</summary>
    private const string EventsInTime = "mt_events_in_time";

    /// <summary>Finds the newest event of a division.</summary>
    private const string EventsOfDivisions = "mt_events_of_divisions";

    /// <summary>Finds the events that change the registry.</summary>
    private const string EventsOfRegistry = "mt_events_of_registry";

    /// <summary>Any number that nothing else locks.</summary>
    private const long Preparing = 0x6f67692d73746172;

    public static void AddStore(this IServiceCollection services, string connectionString)
    {
        services.AddSingleton<HistoryWatch>();
        services.AddNpgsqlDataSource(Connection(connectionString), (provider, database) =>
        {
            var watch = provider.GetRequiredService<HistoryWatch>();
            database.UsePhysicalConnectionInitializer(
                _ => throw new NotSupportedException("Connections are opened asynchronously."), watch.Look);
        });
        services.AddSingleton(_ => new InstanceLocks(Connection(connectionString)));
        services.AddMarten(provider => Options(provider.GetRequiredService<RollUpSignal>()))
            .UseNpgsqlDataSource().UseLightweightSessions();
        services.AddSingleton(new HighWaterOptions(TimeSpan.FromSeconds(10)));
        services.AddSingleton<HighWater>();
        services.AddSingleton<LogReader>();
        services.AddSingleton<HeldPositions>();
        services.AddSingleton<LogPoints>();
        services.AddSingleton<EventPositions>();
        services.AddSingleton<EventStreams>();
        services.AddSingleton<EventWriter>();
        services.AddSingleton<Receipts>();
        services.AddSingleton<CatalogChanges>();
    }

    /// <summary>
    /// Creates what is missing in the database, gives a new log its history id and records what this release brings.
    /// One instance at a time: others that start meanwhile wait, and then find it done.
    /// </summary>
    public static async Task PrepareStore(this IServiceProvider services, CancellationToken ct)
    {
        var database = services.GetRequiredService<NpgsqlDataSource>();
        await DemandReachable(database, ct);
        await using var alone = await services.GetRequiredService<InstanceLocks>().Of(Preparing)
            .AcquireAsync(cancellationToken: ct);
        await services.GetRequiredService<IDocumentStore>().Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        await using var indexes = database.CreateCommand($"""
            create index if not exists {EventsInTime} on ogi.mt_events (timestamp);
            create index if not exists {EventsOfDivisions} on ogi.mt_events (seq_id) where {DivisionTrees.Events};
            create index if not exists {EventsOfRegistry} on ogi.mt_events (seq_id) where {CountryReader.Events}
            """);
        await indexes.ExecuteNonQueryAsync(ct);

        await services.GetRequiredService<HistoryWatch>().Begin(database, ct);
        await services.GetRequiredService<OutdatedSnapshots>().Renew(ct);
        await services.GetRequiredService<RegistrySeed>().Run(ct);
        await services.GetRequiredService<CatalogChanges>().Record(ct);
        await services.GetRequiredService<OpenStrengths>().Renew(ct);
        await services.GetRequiredService<Generations>().Prepare(ct);
    }

    private static async Task DemandReachable(NpgsqlDataSource database, CancellationToken ct)
    {
        try
        {
            await using var connection = await database.OpenConnectionAsync(ct);
        }
        catch (Exception e) when (e is NpgsqlException or SocketException or TimeoutException)
        {
            var named = new NpgsqlConnectionStringBuilder(database.ConnectionString);
            var address = $"{named.Host}:{named.Port}/{named.Database}";
            throw new StartRefusedException(
                $"无法连接数据库{address}；请检查ConnectionStrings:Stats，以及数据库是否已启动。\n"
                + $"The database {address} cannot be used: {e.Message} "
                + "Check ConnectionStrings:Stats, and whether the database is up.",
                e);
        }
    }

    private static StoreOptions Options(IDocumentSessionListener committed)
    {
        var options = new StoreOptions();
        options.Listeners.Add(committed);
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
        options.Events.IgnoreIndex(EventsInTime); // Ours, not Marten's: it would drop them.
        options.Events.IgnoreIndex(EventsOfDivisions);
        options.Events.IgnoreIndex(EventsOfRegistry);
        EventCodec.Register(options);

        options.Projections.Snapshot<AnnualReport>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<Organ>(SnapshotLifecycle.Inline);
        options.Projections.Snapshot<Division>(SnapshotLifecycle.Inline);
        options.Schema.For<AnnualReport>()
            .Duplicate(report => report.Organ).Duplicate(report => report.Year).Duplicate(report => report.Scope)
            .Duplicate(report => report.State).Duplicate(report => report.OpenStrength)
            .Duplicate(report => report.Forms).Duplicate(report => report.Catalog)
            .Duplicate(report => report.TablesDigest!, configure: StoreIndexes.WhereSet("tables_digest"))
            .Duplicate(report => report.FormerDigests!, configure: StoreIndexes.OfFormerDigests)
            .Duplicate(report => report.CopyOf!, configure: StoreIndexes.WhereSet("copy_of"))
            .Index(report => report.Id, index => StoreIndexes.InListingOrder(index, "mt_doc_annualreport_in_order"));
        options.Schema.For<Organ>()
            .Duplicate(organ => organ.Division).Duplicate(organ => organ.Kind)
            .Duplicate(organ => organ.Pairs, configure: StoreIndexes.ByMember)
            .Duplicate(organ => organ.Bearers, configure: StoreIndexes.ByMemberAtOnce)
            .Index(organ => organ.Id, index => StoreIndexes.InListingOrder(index, "mt_doc_organ_in_order"));
        options.Schema.For<Division>().Duplicate(division => division.Path, configure: StoreIndexes.ByMember);
        options.Storage.ExtendedSchemaObjects.Add(StoreSchema.Receipts());
        options.Storage.ExtendedSchemaObjects.Add(StoreSchema.Sources());
        options.Storage.ExtendedSchemaObjects.Add(StoreSchema.SourceUses());
        options.Storage.ExtendedSchemaObjects.Add(StoreSchema.OrganCodes());
        options.Storage.ExtendedSchemaObjects.Add(StoreSchema.Histories());
        options.Storage.ExtendedSchemaObjects.Add(RollUpSchema.Nodes());
        options.Storage.ExtendedSchemaObjects.Add(RollUpSchema.Changes());
        options.Storage.ExtendedSchemaObjects.Add(RollUpSchema.Shares());
        options.Storage.ExtendedSchemaObjects.Add(RollUpSchema.Batches());
        options.Storage.ExtendedSchemaObjects.Add(RollUpSchema.Generations());

        options.OpenTelemetry.TrackConnections = TrackLevel.Normal;
        options.OpenTelemetry.TrackEventCounters();
        return options;
    }

    /// <summary>
    /// JIT hurts our short queries; a statement that comes twice is prepared (docs/adr/0006). Connections go back to
    /// the pool as they are: nothing of ours outlives a transaction on one (locks have <see cref="InstanceLocks"/>).
    /// </summary>
    internal static string Connection(string given)
    {
        var builder = Parse(given);
        (builder.MaxAutoPrepare, builder.AutoPrepareMinUsages) = (100, 2);
        builder.NoResetOnClose = true;

        // Before the operator's own, which then win.
        builder.Options = $"-c jit=off -c idle_in_transaction_session_timeout=10s {builder.Options}".TrimEnd();
        return builder.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder Parse(string given)
    {
        try
        {
            return new(given);
        }
        catch (ArgumentException e)
        {
            throw new StartRefusedException(
                "ConnectionStrings:Stats不是有效的连接字符串；应形如Host=…;Database=…;Username=…。\n"
                + "ConnectionStrings:Stats is no connection string: it looks like Host=…;Database=…;Username=….",
                e);
        }
    }
}
