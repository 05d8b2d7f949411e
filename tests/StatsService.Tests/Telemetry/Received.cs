using System.Collections.Concurrent;
using System.Globalization;
using Google.Protobuf;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using StatsService.Tests.Telemetry.Otlp;

namespace StatsService.Tests.Telemetry;

/// <summary>The telemetry that arrived, each piece with the library that made it.</summary>
internal sealed class Received
{
    public ConcurrentQueue<(string Scope, Span Span)> Spans { get; } = new();

    public ConcurrentQueue<(string Scope, Metric Metric)> Metrics { get; } = new();

    public ConcurrentQueue<LogRecord> Logs { get; } = new();

    public void Keep(Traces traces)
    {
        foreach (var scope in traces.ResourceSpans.SelectMany(resource => resource.ScopeSpans))
        {
            scope.Spans.ToList().ForEach(span => Spans.Enqueue((scope.Scope.Name, span)));
        }
    }

    public void Keep(Metrics metrics)
    {
        foreach (var scope in metrics.ResourceMetrics.SelectMany(resource => resource.ScopeMetrics))
        {
            scope.Metrics.ToList().ForEach(metric => Metrics.Enqueue((scope.Scope.Name, metric)));
        }
    }

    public void Keep(Logs logs)
    {
        foreach (var scope in logs.ResourceLogs.SelectMany(resource => resource.ScopeLogs))
        {
            scope.LogRecords.ToList().ForEach(Logs.Enqueue);
        }
    }

    /// <summary>The newest total of a counter of the service's own, for these attributes.</summary>
    public long Count(string counter, params (string Key, string Value)[] attributes) => Metrics
        .Where(sent => sent.Scope == "StatsService" && sent.Metric.Name == counter)
        .SelectMany(sent => sent.Metric.Sum.DataPoints)
        .LastOrDefault(point => attributes.All(wanted => point.Attributes.Text(wanted.Key) == wanted.Value))
        ?.AsInt ?? 0;
}

/// <summary>The three rpcs of a collector.</summary>
internal sealed class OtlpMethods : IServiceMethodProvider<Received>
{
    public void OnServiceMethodDiscovery(ServiceMethodProviderContext<Received> context)
    {
        Add<Traces>(context, "trace.v1.TraceService", (received, traces) => received.Keep(traces));
        Add<Metrics>(context, "metrics.v1.MetricsService", (received, metrics) => received.Keep(metrics));
        Add<Logs>(context, "logs.v1.LogsService", (received, logs) => received.Keep(logs));
    }

    private static void Add<T>(ServiceMethodProviderContext<Received> context, string service, Action<Received, T> keep)
        where T : class, IMessage<T>, new()
    {
        var method = new Method<T, Exported>(
            MethodType.Unary, "opentelemetry.proto.collector." + service, "Export",
            Marshaller<T>(), Marshaller<Exported>());
        context.AddUnaryMethod(method, [], (received, message, _) =>
        {
            keep(received, message);
            return Task.FromResult(new Exported());
        });
    }

    private static Marshaller<T> Marshaller<T>()
        where T : IMessage<T>, new() =>
        Marshallers.Create(message => message.ToByteArray(), new MessageParser<T>(() => new()).ParseFrom);
}

internal static class OtlpAttributes
{
    /// <summary>An attribute as text; null where it is not there.</summary>
    public static string? Text(this IEnumerable<KeyValue> attributes, string key) =>
        attributes.FirstOrDefault(attribute => attribute.Key == key)?.Value switch
        {
            null => null,
            { ValueCase: AnyValue.ValueOneofCase.IntValue } n => n.IntValue.ToString(CultureInfo.InvariantCulture),
            var text => text.StringValue,
        };
}
