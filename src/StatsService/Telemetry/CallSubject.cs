using System.Diagnostics;
using Google.Protobuf;
using Ogi.Stats.V1;
using StatsService.Canonical;

namespace StatsService.Telemetry;

/// <summary>What a call is about: organ, year and form as tags of its span. Read from the request as sent; nothing is looked up.</summary>
internal static class CallSubject
{
    private static readonly string[] NameFields = ["name", "parent", "organ"];

    public static void Describe(IMessage? request, Activity? span)
    {
        if (request is null || span is null)
        {
            return;
        }

        var report = Field(request, "report") as Report;
        if (ReportName.Parse(report?.Name ?? NameIn(request)) is { } name)
        {
            span.SetTag("stats.organ", name.Organ);
            span.SetTag("stats.year", name.Year);
        }

        if (report?.Tables.Select(table => table.Form).Distinct(StringComparer.Ordinal).ToArray() is { Length: > 0 } forms)
        {
            span.SetTag("stats.form", string.Join(',', forms));
        }

        if (Field(request, "selection") is Selection selection)
        {
            span.SetTag("stats.organ", string.Join(',', selection.Organs.Take(10)));
            span.SetTag("stats.year", selection.FirstYear);
        }
    }

    private static string NameIn(IMessage request) =>
        NameFields.Select(field => Field(request, field)).OfType<string>().FirstOrDefault(name => name.Length > 0) ?? "";

    private static object? Field(IMessage message, string name) => message.Descriptor.FindFieldByName(name)?.Accessor.GetValue(message);
}
