using System.Globalization;
using Npgsql;
using StatsService.Canonical;
using StatsService.Forms;
using State = Ogi.Stats.V1.ReportState;

namespace StatsService.Reports;

/// <summary>Which reports. Everything set must hold.</summary>
/// <param name="Organs">Ids; empty: all.</param>
/// <param name="Divisions">Ids, subtrees included; empty: all.</param>
/// <param name="States">Empty: all but withdrawn.</param>
public sealed record ReportSelection(
    IReadOnlyList<string> Organs, IReadOnlyList<string> Divisions, int FirstYear, int LastYear,
    Scope Scope, string Form, IReadOnlyList<State> States, FindingStrength MinStrength)
{
    private IReadOnlyList<State> Wanted => States.Count > 0 ? States : [State.Filed, State.Returned, State.Accepted];

    /// <summary>The condition on the snapshots <c>d</c>; its parameters go to <paramref name="parameters"/>.</summary>
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
        Add(
            Divisions.Count > 0,
            """
            exists (select from ogi.mt_doc_organ o join ogi.mt_doc_division v on v.id = 'divisions/' || o.division
                    where o.id = 'organs/' || d.organ and v.path && {0}::varchar[])
            """,
            Divisions.ToArray());
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

    /// <summary>The same condition on a report that was replayed, its division apart.</summary>
    public bool Matches(AnnualReport report) =>
        (Organs.Count == 0 || Organs.Contains(report.Organ, StringComparer.Ordinal))
        && (FirstYear == 0 || report.Year >= FirstYear)
        && (LastYear == 0 || report.Year <= LastYear)
        && (Scope == Scope.Unspecified || report.Scope == Scope)
        && (Form.Length == 0 || report.Forms.Contains(Form, StringComparer.Ordinal))
        && Wanted.Contains(report.State)
        && report.OpenStrength >= MinStrength;
}
