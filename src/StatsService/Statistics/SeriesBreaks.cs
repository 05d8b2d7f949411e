using Ogi.Stats.Store.V1;
using StatsService.Canonical;
using StatsService.Forms;
using StatsService.Registry;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>Says where an organ's series must not be chained from one year to the next (decision 9).</summary>
internal sealed class SeriesBreaks(FormCatalog catalog)
{
    private const int MaxTitles = 12;

    /// <param name="row">The scope and the forms of a row.</param>
    /// <param name="before">The same of the organ's rows for the year before.</param>
    /// <param name="indicators">What is compared.</param>
    public IEnumerable<Wire.SeriesBreak> Find(
        Organ organ, SeriesPoint row, IReadOnlyList<SeriesPoint> before, IReadOnlyList<string> indicators)
    {
        foreach (var succession in organ.State.Successions.Where(succession => succession.Year == row.Year))
        {
            yield return Boundary(succession);
        }

        var same = before.Where(point => point.Scope == row.Scope).ToList();
        if (before.Count > 0 && same.Count == 0)
        {
            yield return OtherScope(row, before);
        }
        else if (OtherForm(FormsOf(same), FormsOf([row]), indicators) is { } form)
        {
            yield return form;
        }
    }

    /// <summary>The break between two rows of other forms, if what they hold is measured by one of them only.</summary>
    /// <param name="mixed">Whether an indicator cannot be compared although some form of each row measures it.</param>
    public Wire.SeriesBreak? OtherForm(
        IReadOnlyList<string> before, int yearBefore, IReadOnlyList<string> now, int year,
        IReadOnlyList<string> indicators, Predicate<string> mixed) => OtherForm(
            FormsOf([new(yearBefore, Scope.Region, before)]), FormsOf([new(year, Scope.Region, now)]), indicators,
            mixed);

    /// <summary>Sentences speak as the form of their year does.</summary>
    private List<Form> FormsOf(IEnumerable<SeriesPoint> points) =>
    [
        .. points
            .SelectMany(point => point.Forms is [] ? [catalog.FormFor(point.Year)] : point.Forms.Select(catalog.Form))
            .OfType<Form>().Distinct(),
    ];

    private Wire.SeriesBreak? OtherForm(
        List<Form> before, List<Form> now, IReadOnlyList<string> indicators, Predicate<string>? mixed = null)
    {
        if (before.Count == 0 || now.Count == 0)
        {
            return null;
        }

        var lost = indicators
            .Where(name => Measures(before, name) != Measures(now, name) || mixed?.Invoke(name) == true).ToList();
        if (lost.Count == 0)
        {
            return null;
        }

        var titles = lost.Take(MaxTitles).Select(name => catalog.Indicators[name].Title).ToList();
        var (old, current) = (Names(before), Names(now));
        return new()
        {
            Kind = Wire.BreakKind.Form,
            Indicators = { lost.Select(IndicatorNames.Write) },
            Note = WireFindings.Write(new LocalizedText(
                $"上一年用{old}，本年用{current}，{lost.Count}项指标因并非各表都有或口径不一而不可比："
                + string.Join('、', titles.Select(title => title.Zh)) + (lost.Count > MaxTitles ? "等。" : "。"),
                $"The year before is on {old}, this one on {current}; "
                + $"{lost.Count} indicators that not all of them have, or not in the same way, cannot be chained: "
                + string.Join("; ", titles.Select(title => title.En)) + (lost.Count > MaxTitles ? " …" : "."))),
        };

        static string Names(IEnumerable<Form> forms) => string.Join(" + ", forms.Select(form => $"forms/{form.Id}"));
    }

    /// <summary>Whether one of the forms gives the indicator, printed or as the sum of what it prints.</summary>
    private bool Measures(List<Form> forms, string indicator) =>
        catalog.Indicators[indicator] is var found
        && forms.Exists(form => catalog.Measurement(found, form) is not null
            || (found.SumOf is not [] && found.SumOf.All(part => Measures([form], part))));

    private static Wire.SeriesBreak OtherScope(SeriesPoint row, IReadOnlyList<SeriesPoint> before)
    {
        var scopes = before.Select(point => point.Scope).Distinct().Order().ToList();
        return new()
        {
            Kind = Wire.BreakKind.Scope,
            Note = WireFindings.Write(new LocalizedText(
                $"上一年的数据口径为{string.Join('、', scopes.Select(Words))}，本年为{Words(row.Scope)}。",
                $"The figures of the year before cover {string.Join(", ", scopes).ToUpperInvariant()}, "
                + $"those of this one {row.Scope.ToString().ToUpperInvariant()}.")),
        };
    }

    private static Wire.SeriesBreak Boundary(StoredSuccession succession)
    {
        var (from, to) = (Names(succession.Predecessors), Names(succession.Successors));
        var (zh, en) = succession.Kind == (int)Wire.SuccessionKind.Merged
            ? ("合并为", "are merged into")
            : ("分为", "is split into");
        var source = succession.Source.Length > 0 ? $"（{succession.Source}）" : "";
        return new()
        {
            Kind = Wire.BreakKind.Boundary,
            Note = WireFindings.Write(new LocalizedText(
                $"自{succession.Year}年度起{from}{zh}{to}{source}。",
                $"Since report year {succession.Year} {from} {en} {to}{source}.")),
        };

        static string Names(IEnumerable<string> ids) => string.Join('、', ids.Select(id => $"organs/{id}"));
    }

    private static string Words(Scope scope) => scope switch
    {
        Scope.Organ => "本机关（ORGAN）",
        Scope.Level => "本级（LEVEL）",
        Scope.Region => "本行政区域（REGION）",
        _ => "不明（UNKNOWN）",
    };
}

/// <summary>A row as its neighbours in the series see it.</summary>
/// <param name="Forms">The forms of the tables used; empty: sentences only.</param>
internal sealed record SeriesPoint(int Year, Scope Scope, IReadOnlyList<string> Forms);
