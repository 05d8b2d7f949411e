using System.Globalization;
using Npgsql;
using StatsService.Canonical;
using StatsService.Forms;
using State = Ogi.Stats.V1.ReportState;

namespace StatsService.Reports;

/// <summary>Which reports. Everything set must hold.</summary>
/// <param name="Organs">Ids; empty: all.</param>
/// <param name="Divisions">Ids, subtrees included; empty: all. <see cref="OrgansInDivisions"/> tells.</param>
/// <param name="States">Empty: all but withdrawn.</param>
internal sealed record ReportSelection(
    IReadOnlyList<string> Organs, IReadOnlyList<string> Divisions, int FirstYear, int LastYear,
    Scope Scope, string Form, IReadOnlyList<State> States, FindingStrength MinStrength)
{
    public static readonly IReadOnlyList<State> AnyState =
        [State.Filed, State.Returned, State.Accepted, State.Withdrawn];

    private IReadOnlyList<State> Wanted => States.Count > 0 ? States : [State.Filed, State.Returned, State.Accepted];

    /// <summary>
    /// The snapshots to be looked through. Of one organ by their names: so that no index of other reports' years and
    /// states is gone through for a few, which the planner may take for less. (Each <c>limit 1</c>: one by one.)
    /// </summary>
    public string Source(NpgsqlParameterCollection parameters)
    {
        if (Organs.Count != 1 || Names() is not { } names)
        {
            return "ogi.mt_doc_annualreport";
        }

        parameters.Add(new() { Value = names });
        return $"""
            (select r.* from unnest(${parameters.Count}) name
            cross join lateral (select * from ogi.mt_doc_annualreport where id = name limit 1) r)
            """;
    }

    /// <summary>
    /// The condition on the snapshots <c>d</c>, the divisions apart; its parameters go to
    /// <paramref name="parameters"/>.
    /// </summary>
    public string ToSql(NpgsqlParameterCollection parameters)
    {
        var terms = new List<string>();
        void Add(bool set, string term, object value)
        {
            if (set)
            {
                parameters.Add(new() { Value = value });
                terms.Add(string.Format(CultureInfo.InvariantCulture, term, "$" + parameters.Count));
            }
        }

        Add(Organs.Count > 0, "d.organ = any({0})", Organs.ToArray());
        Add(FirstYear > 0, "d.year >= {0}", FirstYear);
        Add(LastYear > 0, "d.year <= {0}", LastYear);
        Add(Scope != Scope.Unspecified, "d.scope = {0}", (int)Scope);
        Add(Form.Length > 0, "{0} = any(d.forms)", Form);
        Add(set: true, "d.state = any({0})", Wanted.Select(state => (int)state).ToArray());
        Add(MinStrength > FindingStrength.Unspecified, "d.open_strength >= {0}", (int)MinStrength);
        return string.Join(" and ", terms);
    }

    /// <summary>The names that its reports can have, where the selection names organs and years; else null.</summary>
    public string[]? Names()
    {
        if (Organs.Count == 0 || FirstYear == 0 || LastYear == 0)
        {
            return null;
        }

        var scopes = Enum.GetValues<Scope>().Where(scope => scope != Scope.Unspecified).ToList();
        var first = Math.Max(FirstYear, ReportName.FirstYear);
        var last = Math.Min(LastYear, ReportName.LastYear);
        return
        [
            .. from organ in Organs
               from year in Enumerable.Range(first, Math.Max(0, last - first + 1))
               from scope in scopes
               select new ReportName(organ, year, scope).ToString(),
        ];
    }

    /// <summary>The same condition on a report that was replayed.</summary>
    public bool Matches(AnnualReport report) =>
        MayMatch(new(report.Organ, report.Year, report.Scope))
        && (Form.Length == 0 || report.Forms.Contains(Form, StringComparer.Ordinal))
        && Wanted.Contains(report.State)
        && report.OpenStrength >= MinStrength;

    /// <summary>What of the condition a name tells.</summary>
    public bool MayMatch(ReportName name) =>
        (Organs.Count == 0 || Organs.Contains(name.Organ, StringComparer.Ordinal))
        && (FirstYear == 0 || name.Year >= FirstYear)
        && (LastYear == 0 || name.Year <= LastYear)
        && (Scope == Scope.Unspecified || name.Scope == Scope);
}
