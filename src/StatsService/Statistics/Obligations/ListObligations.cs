using StatsService.Canonical;
using StatsService.Failures;
using StatsService.Forms;
using StatsService.Log;
using StatsService.Registry;
using StatsService.Reports;
using StatsService.Requests;
using StatsService.RollUp;
using StatsService.Statistics.Divisions;
using Status = Ogi.Stats.V1.ObligationStatus;
using Wire = Ogi.Stats.V1;

namespace StatsService.Statistics.Obligations;

/// <summary>Lists who owes a report for a year, and how that stands.</summary>
internal sealed class ListObligations(
    RollUpPoints points, CountryReader countries, OrganDirectory directory, FiledReports filed, Subjects subjects,
    LogPoints log, FormCatalog catalog, TimeProvider clock)
{
    public static readonly PageLimit Pages = new(100, 1000);

    /// <summary>Organs looked at at once: more and more where few of them are wanted.</summary>
    private const int AtFirst = 500;
    private const int AtMost = 32_000;

    public async Task<Wire.ListObligationsResponse> Handle(Wire.ListObligationsRequest request, CancellationToken ct)
    {
        var size = Pages.Of(request.PageSize);
        var asked = new Wire.ListObligationsRequest(request) { PageSize = 0, PageToken = "", Read = null };
        var token = PageToken.Read(request.PageToken, asked, request.Read);
        var after = token is null ? null : RowPlace.Parse(token.After);
        Wanted.Check(request);
        var point = token is null ? await points.Resolve(request.Read, ct) : await points.At(token.Position, ct);
        var today = after?.Row ?? JudgedDay.Of(request.JudgedDate, point.Log, clock);
        var country = await countries.At(point.Log.Number, ct);
        var wanted = Wanted.Read(request, await DivisionYears.Known(request.Parent, "parent", country, directory, ct));
        var judge = new ObligationJudge(catalog, country, request.Year, today);

        var found = await Find(wanted, country, judge, after?.Organ, point.Log.Number, size + 1, ct);
        var page = found.Take(size).ToList();
        var organs = await subjects.AsOf([.. page.Select(one => one.Organ.Code)], point.Log.Number, ct);
        var response = new Wire.ListObligationsResponse
        {
            Obligations = { page.Select(one => Present(one, organs[one.Organ.Code], judge, request.Year)) },
            JudgedDate = WireDates.Write(today),
            Stamp = log.Stamp(point.Log),
        };
        if (found.Count > size)
        {
            var place = new RowPlace(page[^1].Organ.Code, request.Year, today);
            response.NextPageToken = new PageToken(point.Log.Position, place.ToString()).Write(asked, request.Read);
        }

        return response;
    }

    private async Task<List<Standing>> Find(
        Wanted wanted, Country country, ObligationJudge judge, string? after, long number, int limit,
        CancellationToken ct)
    {
        var found = new List<Standing>();
        var organs = Preorder(country, wanted.Division, wanted.Year)
            .SelectMany(country.Organs)
            .SkipWhile(organ => after is not null && organ.Code != after).Skip(after is null ? 0 : 1)
            .Where(organ => wanted.Takes(organ, judge));
        using var next = organs.GetEnumerator();
        for (var atOnce = AtFirst; found.Count < limit; atOnce = Math.Min(2 * atOnce, AtMost))
        {
            var some = new List<OrganEntry>();
            while (some.Count < atOnce && next.MoveNext())
            {
                some.Add(next.Current);
            }

            if (some.Count == 0)
            {
                break;
            }

            var codes = some.Select(organ => organ.Code).ToHashSet(StringComparer.Ordinal);
            var reports = await filed.At(number, wanted.Year, codes, ct);
            found.AddRange(
                from organ in some
                let own = reports.GetValueOrDefault(organ.Code, [])
                let status = judge.Of(organ, own)
                where status is { } and var stands && wanted.Statuses.Contains(stands)
                select new Standing(organ, status.Value, own));
        }

        return found;
    }

    private static IEnumerable<string> Preorder(Country country, string division, int year) => country.Tree
        .OnRecordBelow(division, year).Order(StringComparer.Ordinal)
        .SelectMany(below => Preorder(country, below, year))
        .Prepend(division);

    private static Wire.Obligation Present(Standing standing, Organ organ, ObligationJudge judge, int year)
    {
        var (entry, status, reports) = standing;
        var deadline = judge.Deadline(entry, judge.OwedScope(entry));
        return new()
        {
            Organ = organ.Id,
            Title = organ.TitleIn(year),
            Kind = (Wire.OrganKind)entry.Kind,
            Division = Registry.Division.Prefix + entry.Division,
            Status = status,
            Deadline = Date(deadline),
            Source = deadline?.Source ?? "",
            ExemptionReason = judge.IsExempt(entry)
                ? organ.State.Exemptions.First(exemption => exemption.Year == year).Reason
                : "",
            Reports =
            {
                reports.OrderBy(report => report.Scope).Select(report => new Wire.ObligationReport
                {
                    Report = new ReportName(entry.Code, year, report.Scope).ToString(),
                    State = report.State,
                    Deadline = Date(judge.Deadline(entry, report.Scope)),
                    PublicationDate = WireDates.Write(report.PublicationDate),
                    Late = judge.IsLate(entry, report),
                }),
            },
        };
    }

    private static Google.Type.Date? Date(Deadline? deadline) =>
        deadline is null ? null : WireDates.Write(JudgedDay.Of(deadline.Date));

    private sealed record Standing(OrganEntry Organ, Status Status, FiledReport[] Reports);

    /// <summary>What is asked for, understood.</summary>
    /// <param name="Kinds">Empty: any.</param>
    private sealed record Wanted(
        string Division, int Year, IReadOnlySet<Status> Statuses, IReadOnlySet<OrganKind> Kinds)
    {
        public static void Check(Wire.ListObligationsRequest request)
        {
            if (request.Parent.Length == 0)
            {
                throw Refusals.Required("parent");
            }

            SelectedYears.Demand(request.Year, "year");
            for (var i = 0; i < request.Statuses.Count; i++)
            {
                Refusals.DemandDefined(request.Statuses[i], $"statuses[{i}]");
            }

            for (var i = 0; i < request.OrganKinds.Count; i++)
            {
                Refusals.DemandDefined(request.OrganKinds[i], $"organ_kinds[{i}]");
            }
        }

        public static Wanted Read(Wire.ListObligationsRequest request, string division) => new(
            division,
            request.Year,
            request.Statuses.DefaultIfEmpty(Status.Missing)
                .Select(status => status == Status.Unspecified ? Status.Missing : status).ToHashSet(),
            request.OrganKinds.Where(kind => kind != Wire.OrganKind.Unspecified)
                .Select(kind => (OrganKind)kind).ToHashSet());

        /// <summary>What the registry alone tells.</summary>
        public bool Takes(OrganEntry organ, ObligationJudge judge) =>
            (Kinds.Count == 0 || Kinds.Contains(organ.Kind))
            && (Statuses.Any(status => status != Status.Exempt) || judge.IsExempt(organ));
    }
}
