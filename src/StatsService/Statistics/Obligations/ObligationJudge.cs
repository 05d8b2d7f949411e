using StatsService.Forms;
using StatsService.RollUp;
using Status = Ogi.Stats.V1.ObligationStatus;

namespace StatsService.Statistics.Obligations;

/// <summary>Tells how the obligations of organs stand: for one year, by one day.</summary>
/// <param name="today">yyyymmdd.</param>
internal sealed class ObligationJudge(FormCatalog catalog, Country country, int year, int today)
{
    private readonly Dictionary<(Scope, OrganKind, DivisionLevel), Deadline?> _deadlines = [];

    /// <summary>How it stands; null where nothing is owed and nothing is on file.</summary>
    public Status? Of(OrganEntry organ, FiledReport[] reports) =>
        reports.Length > 0 ? Array.Exists(reports, report => IsLate(organ, report)) ? Status.Late : Status.Filed
        : IsExempt(organ) ? Status.Exempt
        : !organ.Owes(year) ? null
        : Deadline(organ, OwedScope(organ)) is { } deadline && today <= JudgedDay.Of(deadline.Date) ? Status.NotDue
        : Status.Missing;

    public bool IsExempt(OrganEntry organ) => organ.Years.Contains(year) && organ.Exempt.Contains((short)year);

    /// <summary>Of a report whose date of publication is not known nothing is said.</summary>
    public bool IsLate(OrganEntry organ, FiledReport report) => report.PublicationDate > 0
        && Deadline(organ, report.Scope) is { } deadline && report.PublicationDate > JudgedDay.Of(deadline.Date);

    /// <summary>What an organ owes: who speaks for a division its region, all others themselves.</summary>
    public Scope OwedScope(OrganEntry organ) => organ.Kind switch
    {
        OrganKind.Government => Scope.Region,
        OrganKind.GeneralOffice or OrganKind.Zone when country.Speaker(organ.Division) == organ => Scope.Region,
        _ => Scope.Organ,
    };

    public Deadline? Deadline(OrganEntry organ, Scope scope)
    {
        var level = country.Tree.Find(organ.Division)?.Level ?? DivisionLevel.Unspecified;
        if (!_deadlines.TryGetValue((scope, organ.Kind, level), out var deadline))
        {
            _deadlines[(scope, organ.Kind, level)] = deadline = catalog.Deadline(year, scope, organ.Kind, level);
        }

        return deadline;
    }
}
