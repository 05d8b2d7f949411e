using System.Diagnostics;
using Google.Protobuf;
using Grpc.Core;
using Npgsql;
using Ogi.Stats.V1;

namespace StatsService.Benchmarks;

/// <summary>
/// The first load of a country's towns and organs over a real channel: BatchUpsertDivisions, then BatchUpsertOrgans in
/// four streams by division, against raw INSERTs of the same organs, a hundred a statement.
/// </summary>
internal static class RegistryLoad
{
    private const int Sample = 30_000;
    private const int RoundCount = 5;
    private const int Streams = 4;
    private const int CodeLength = 6;
    private const int RowsAStatement = 100;

    private const string InsertSql = """
        insert into raw_organ (id, division, title, body)
        select * from unnest($1::text[], $2::text[], $3::text[], $4::bytea[])
        """;

    public static async Task Run(string connectionString, BenchmarkSize size)
    {
        await using var database = NpgsqlDataSource.Create(connectionString + ";Max Auto Prepare=20");
        await using var service = await BenchmarkService.Start(connectionString);
        var registry = new RegistryService.RegistryServiceClient(service.Channel);
        var counties = (await registry.ListDivisionsAsync(
                new() { Level = DivisionLevel.County, PageSize = 5000 })).Divisions
            .Where(county => county.Name.Length == "divisions/".Length + CodeLength).ToList();
        var organs = MadeUpOrgans.Of(counties).Take(size.Of(Sample, full: 300_000)).ToList();
        var places = organs.Select(organ => organ.Division).ToHashSet(StringComparer.Ordinal);
        var towns = MadeUpOrgans.Towns(counties).Where(town => places.Contains(town.Name)).ToList();
        await Execute(database, "create table raw_organ (id text primary key, division text, title text, body bytea)");
        Console.WriteLine($"registry: {organs.Count:N0} organs, {Streams} streams, {RoundCount} rounds");
        var seconds = await Seconds(() => Register(registry, towns));
        Console.WriteLine($"  {towns.Count:N0} towns before: {towns.Count / seconds:N0} towns/s in one stream");

        var rates = new List<(double Load, double Raw)>();
        foreach (var part in organs.Chunk((organs.Count + RoundCount - 1) / RoundCount))
        {
            var (load, raw) = (await Seconds(() => Load(registry, part)), await Seconds(() => Insert(database, part)));
            rates.Add((part.Length / load, part.Length / raw));
            seconds += load;
            Console.WriteLine($"  round {rates.Count}: {rates[^1].Load:N0} organs/s; raw {rates[^1].Raw:N0} rows/s");
        }

        var median = rates.Select(rate => rate.Load).Order().ElementAt(rates.Count / 2);
        var ratios = rates.Select(rate => rate.Load / rate.Raw).Order().ToList();
        Console.WriteLine(
            $"registry: median {median:N0} organs/s, {ratios[ratios.Count / 2]:F3} of raw INSERT "
            + $"({ratios[0]:F3} to {ratios[^1]:F3}, n={ratios.Count}); all loaded in {seconds:F0} s");
    }

    private static async Task<double> Seconds(Func<Task> side)
    {
        var start = Stopwatch.GetTimestamp();
        await side();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static async Task Register(RegistryService.RegistryServiceClient registry, List<Division> towns)
    {
        using var call = registry.BatchUpsertDivisions();
        var reading = Task.Run(async () =>
        {
            await foreach (var answer in call.ResponseStream.ReadAllAsync())
            {
                Demand(answer.Result, towns[(int)answer.Index], answer.Error);
            }
        });
        foreach (var town in towns)
        {
            await call.RequestStream.WriteAsync(new() { Division = town });
        }

        await call.RequestStream.CompleteAsync();
        await reading;
    }

    private static void Demand(UpsertResult result, IMessage sent, Google.Rpc.Status? error)
    {
        if (result != UpsertResult.Created)
        {
            throw new InvalidOperationException($"{sent}: {result} {error}");
        }
    }

    private static Task Load(RegistryService.RegistryServiceClient registry, Organ[] organs)
    {
        var perStream = (organs.Length + Streams - 1) / Streams;
        return Task.WhenAll(organs.OrderBy(organ => organ.Division, StringComparer.Ordinal).Chunk(perStream)
            .Select(part => Send(registry, part)));
    }

    private static async Task Send(RegistryService.RegistryServiceClient registry, Organ[] organs)
    {
        using var call = registry.BatchUpsertOrgans();
        var reading = Task.Run(async () =>
        {
            await foreach (var answer in call.ResponseStream.ReadAllAsync())
            {
                Demand(answer.Result, organs[answer.Index], answer.Error);
            }
        });
        foreach (var organ in organs)
        {
            await call.RequestStream.WriteAsync(new() { Organ = organ });
        }

        await call.RequestStream.CompleteAsync();
        await reading;
    }

    private static async Task Insert(NpgsqlDataSource database, IEnumerable<Organ> organs)
    {
        foreach (var rows in organs.Chunk(RowsAStatement))
        {
            await using var command = database.CreateCommand(InsertSql);
            command.Parameters.Add(new() { Value = rows.Select(row => row.Division + row.Names[0].Title).ToArray() });
            command.Parameters.Add(new() { Value = rows.Select(row => row.Division).ToArray() });
            command.Parameters.Add(new() { Value = rows.Select(row => row.Names[0].Title).ToArray() });
            command.Parameters.Add(new() { Value = rows.Select(row => row.ToByteArray()).ToArray() });
            await command.ExecuteNonQueryAsync();
        }
    }

    private static async Task Execute(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
