using System.Diagnostics;
using Google.Protobuf;
using Ogi.Stats.V1;
using StatsService.Canonical;

namespace StatsService.Telemetry;

/// <summary>What a call is about: organ, year and form as tags of its span. Read off the request as sent.</summary>
internal static class CallSubject
{
    public const string Organ = "stats.organ";
    public const string Year = "stats.year";
    public const string LastYear = "stats.last_year";
    public const string Form = "stats.form";
    public const string Reason = "stats.reason";

    /// <summary>More than a few names would swell every span of a large query.</summary>
    private const int MaxNames = 10;

    /// <summary>No id is longer; what was sent is not checked yet.</summary>
    private const int MaxLength = 64;

    private static readonly string[] NameFields = ["name", "parent", "report", "organ"];

    public static void Describe(IMessage? request, Activity? span)
    {
        if (request is null || span is null)
        {
            return;
        }

        DescribeName(NameIn(request), span);
        DescribeForms((Field(request, "report") as Report)?.Tables.Select(table => table.Form) ?? [], span);
        switch (Field(request, "selection") ?? Field(request, "filter"))
        {
            case Selection selection:
                Tag(span, Organ, selection.Organs.Select(name => Id(name, "organs")));
                DescribeYears(selection.FirstYear, selection.LastYear, span);
                break;
            case ReportFilter filter:
                DescribeForms([filter.Form], span);
                DescribeYears(filter.FirstYear, filter.LastYear, span);
                break;
        }
    }

    private static void DescribeName(string name, Activity span)
    {
        Tag(span, Organ, [Id(name, "organs")]);
        DescribeForms([name], span);
        if (ReportName.Parse(name) is { } report)
        {
            span.SetTag(Year, report.Year);
        }
    }

    private static void DescribeForms(IEnumerable<string> names, Activity span) =>
        Tag(span, Form, names.Select(name => Id(name, "forms")));

    private static void DescribeYears(int first, int last, Activity span)
    {
        if (first > 0)
        {
            span.SetTag(Year, first);
        }

        if (last > 0 && last != first)
        {
            span.SetTag(LastYear, last);
        }
    }

    private static void Tag(Activity span, string tag, IEnumerable<string> values)
    {
        var distinct = values.Where(value => value.Length > 0)
            .Select(value => value.Length > MaxLength ? value[..MaxLength] : value)
            .Distinct(StringComparer.Ordinal).Take(MaxNames).ToList();
        if (distinct.Count > 0)
        {
            span.SetTag(tag, string.Join(',', distinct));
        }
    }

    /// <summary>The id in a resource's name; empty where the name is another collection's.</summary>
    private static string Id(string name, string collection) =>
        name.Split('/') is [var first, var id, ..] && first == collection ? id : "";

    /// <summary>The name of the resource that the request is about, or of the one that it brings.</summary>
    private static string NameIn(IMessage request) => NameFields
        .Select(field => Field(request, field))
        .Select(value => (value is IMessage brought ? Field(brought, "name") : value) as string ?? "")
        .FirstOrDefault(name => name.Length > 0, "");

    private static object? Field(IMessage message, string name) =>
        message.Descriptor.FindFieldByName(name)?.Accessor.GetValue(message);
}
