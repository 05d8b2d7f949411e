using System.Collections.Immutable;
using StatsService.Canonical;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Forms.Understanding;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics;

/// <summary>Understands the measures of a request, wildcards resolved.</summary>
/// <param name="most">As many, at most.</param>
internal sealed class MeasureReader(FormCatalog catalog, int most = MeasureReader.MaxMeasures)
{
    private const int MaxMeasures = 50;
    private const string Wildcard = ".*";
    private static readonly ImmutableDictionary<string, string> NoHint =
        ImmutableDictionary.Create<string, string>(StringComparer.Ordinal);

    public IReadOnlyList<Wire.Measure> Read(IReadOnlyList<Wire.Measure> asked)
    {
        Refusals.DemandAtMost("measures", asked.Count, most); // before wildcards make even more of them
        var measures = asked.SelectMany((measure, i) => Read(measure, $"measures[{i}]")).ToList();
        return measures.Count switch
        {
            0 => throw Refusals.Required("measures"),
            var count when count > most => throw Refusals.TooMany("measures", measures.Count, most),
            _ => measures,
        };
    }

    /// <summary>Indicators alone, wildcards resolved.</summary>
    public IReadOnlyList<string> Indicators(IReadOnlyList<string> asked, string field) =>
        asked.Count > most
            ? throw Refusals.TooMany(field, asked.Count, most)
            : [.. asked.SelectMany((written, i) => Names(written, $"{field}[{i}]"))];

    /// <summary>One figure: no wildcard.</summary>
    public Wire.Measure One(Wire.Measure? asked, string field)
    {
        if (asked is null)
        {
            throw Refusals.Required(field);
        }

        return asked.Indicator.EndsWith(Wildcard, StringComparison.Ordinal)
            ? throw Refusals.InvalidValue(
                $"{field}.indicator",
                $"“{asked.Indicator}”指多项指标；此处一次只问一项，请写全名。",
                $"'{asked.Indicator}' stands for several indicators; here one is asked for, by its full name.")
            : Read(asked, field)[0];
    }

    private List<Wire.Measure> Read(Wire.Measure measure, string field)
    {
        Refusals.DemandDefined(measure.Applicant, $"{field}.applicant");
        var names = Names(measure.Indicator, $"{field}.indicator");
        var denominator = measure.Denominator.Length == 0 ? "" : Known(measure.Denominator, $"{field}.denominator");
        if (denominator.Length > 0)
        {
            names.ForEach(name => DemandCount(name, $"{field}.indicator"));
            DemandCount(denominator, $"{field}.denominator");
        }

        if (measure.Applicant != Wire.ApplicantKind.Unspecified)
        {
            names.ForEach(name => DemandByApplicant(name, $"{field}.applicant"));
            if (denominator.Length > 0)
            {
                DemandByApplicant(denominator, $"{field}.applicant");
            }
        }

        return [.. names.Select(name => new Wire.Measure
        {
            Indicator = name, Denominator = denominator, Applicant = measure.Applicant,
        })];
    }

    /// <summary>The indicator; with a wildcard all directly below it.</summary>
    private List<string> Names(string written, string field)
    {
        if (written.Length == 0)
        {
            throw Refusals.Required(field);
        }

        if (!written.EndsWith(Wildcard, StringComparison.Ordinal))
        {
            return [Known(written, field)];
        }

        var above = IndicatorNames.Read(written)[..^1];
        var below = catalog.Indicators.Keys
            .Where(name => name.StartsWith(above, StringComparison.Ordinal) && name.IndexOf('.', above.Length) < 0)
            .ToList();
        return below.Count > 0 ? below : throw Unknown(written, field);
    }

    private string Known(string written, string field)
    {
        var name = IndicatorNames.Read(written);
        return catalog.Indicators.ContainsKey(name) ? name : throw Unknown(written, field);
    }

    private void DemandCount(string name, string field)
    {
        if (catalog.Indicators[name].Type == CellType.Amount)
        {
            throw Refusals.InvalidValue(
                field, $"“{name}”是金额，比率只能由计数相除。", $"'{name}' is an amount of money; only counts are divided.");
        }
    }

    private void DemandByApplicant(string name, string field)
    {
        if (!catalog.Indicators[name].ByApplicant)
        {
            throw Refusals.InvalidValue(
                field, $"“{name}”不分申请人；请去掉applicant。", $"'{name}' is not by applicant; leave the applicant out.");
        }
    }

    private Refusal Unknown(string written, string field)
    {
        var nearest = NearestName.Of(IndicatorNames.Read(written), catalog.Indicators.Keys);
        var text = new LocalizedText(
            $"没有指标“{written}”。" + (nearest is null ? "" : $"最接近的：{nearest}。") + "请用FormService.ListIndicators查询。",
            $"There is no indicator '{written}'. " + (nearest is null ? "" : $"Nearest: {nearest}. ")
            + "Look it up with FormService.ListIndicators.");
        return new(Google.Rpc.Code.InvalidArgument, "UNKNOWN_INDICATOR", text)
        {
            Violations = [new(field, "UNKNOWN_INDICATOR", text)],
            Metadata = nearest is null ? NoHint : NoHint.SetItem("nearest", nearest),
        };
    }
}
