using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;

namespace StatsService.Tests.RollUp;

/// <summary>Does in a small country whatever it is told, as far as that is allowed.</summary>
internal sealed class SmallCountryAtWork
{
    public static readonly int[] Years = [2031, 2032];

    private static readonly Scope[] Scopes = [Scope.Organ, Scope.Organ, Scope.Level, Scope.Region, Scope.Unknown];

    private static readonly OrganKind[] Kinds =
        [OrganKind.Department, OrganKind.Department, OrganKind.VerticalSystem, OrganKind.GeneralOffice];

    private readonly SmallCountry _country;
    private readonly string _worker;
    private readonly List<string> _divisions;
    private readonly List<(string Id, OrganKind Kind)> _organs;
    private readonly Dictionary<string, Report> _reports = new(StringComparer.Ordinal);

    /// <param name="worker">Tells the organs and divisions that it registers from those of others.</param>
    public SmallCountryAtWork(SmallCountry country, int worker = 0)
    {
        (_country, _worker) = (country, $"{country.Province}-w{worker}");
        _divisions = [.. country.Divisions];
        _organs = [.. country.Divisions.Select(division => (division, OrganKind.Government))];
    }

    public string Province => _country.Province;

    /// <summary>All organs there are, by id.</summary>
    public IEnumerable<string> Organs => _organs.Select(organ => organ.Id);

    /// <summary>The names of all reports that were ever filed.</summary>
    public IEnumerable<string> Reports => _reports.Keys;

    /// <summary>The names of those that were withdrawn once.</summary>
    public HashSet<string> Withdrawn { get; } = new(StringComparer.Ordinal);

    /// <summary>What is not allowed as things stand is left undone.</summary>
    public async Task Do(Step step)
    {
        try
        {
            await (step.Act switch
            {
                Act.File => File(step),
                Act.Return => Review(step, _country.Return),
                Act.Accept => Review(step, _country.Accept),
                Act.Withdraw => Review(step, Withdraw),
                Act.Register => Register(step),
                Act.Move => Move(step),
                Act.Exempt => Exempt(step),
                Act.Divide => Divide(step),
                Act.Transfer => Transfer(step),
                Act.FileCopy => FileCopy(step),
                Act.MarkCopy => MarkCopy(step),
                Act.UnmarkCopy => Review(step, _country.UnmarkCopy),
                _ => Succeed(step),
            });
        }
        catch (RpcException e) when (e.StatusCode is StatusCode.FailedPrecondition or StatusCode.InvalidArgument
            or StatusCode.NotFound or StatusCode.Aborted or StatusCode.AlreadyExists)
        {
            // A transition that is none, a change that does not fit those before it; or another worker was faster.
        }
    }

    /// <summary>Files a report, or corrects the one that is there.</summary>
    private async Task File(Step step)
    {
        var scope = At(Scopes, step.C).ToString().ToLowerInvariant();
        var name = $"organs/{At(_organs, step.A).Id}/reports/{At(Years, step.B)}-{scope}";
        var report = new Report { Name = name, Title = "测试报告" };
        switch (step.C % 7)
        {
            case 0:
                break;
            case 1:
                report.StatedFigures.Add(MadeUpReports.Stated("f1", "indicators/applications.received", step.A));
                break;
            case 2:
                report.Tables.Add(MadeUpReports.Replies(step.A));
                break;
            case 3:
                var decisions = MadeUpReports.Decisions("2021", step.A);
                decisions.Scope = Scope.Level;
                report.Tables.Add([MadeUpReports.Applications("2021", step.B), decisions]);
                break;
            default:
                report.Tables.Add(
                    [MadeUpReports.Applications("2021", step.A), MadeUpReports.Decisions("2019", step.B)]);
                break;
        }

        await Store(report);
    }

    /// <summary>One of two sets of tables, so that several organs file the same.</summary>
    private Task FileCopy(Step step)
    {
        var scope = At(Scopes, step.C).ToString().ToLowerInvariant();
        var report = MadeUpReports.Of(
            "organs/" + At(_organs, step.A).Id, $"{At(Years, step.B)}-{scope}",
            MadeUpReports.Telling(7 + (step.C % 2)));
        return Store(report);
    }

    /// <summary>Marks a report a copy of one with the same tables.</summary>
    private async Task MarkCopy(Step step)
    {
        var names = _reports.Keys.Order(StringComparer.Ordinal).ToList();
        var twins = names.SelectMany(copy => names, (copy, original) => (Copy: copy, Original: original))
            .Where(twin => twin.Copy != twin.Original && _reports[twin.Copy].Year == _reports[twin.Original].Year
                && _reports[twin.Copy].Tables.Equals(_reports[twin.Original].Tables))
            .ToList();
        if (twins.Count > 0)
        {
            var (copy, original) = At(twins, step.A);
            _reports[copy] = await _country.MarkCopy(_reports[copy], original);
        }
    }

    private async Task Store(Report report)
    {
        var name = report.Name;
        _reports[name] = _reports.TryGetValue(name, out var old) && old.State != ReportState.Withdrawn
            ? await _country.Correct(report, old.Etag)
            : await _country.File(report);
    }

    private async Task Review(Step step, Func<Report, Task<Report>> review)
    {
        if (_reports.Count > 0)
        {
            var name = At([.. _reports.Keys.Order(StringComparer.Ordinal)], step.A);
            _reports[name] = await review(_reports[name]);
        }
    }

    private async Task<Report> Withdraw(Report report)
    {
        var withdrawn = await _country.Withdraw(report);
        Withdrawn.Add(withdrawn.Name);
        return withdrawn;
    }

    private async Task Register(Step step)
    {
        var kind = At(Kinds, step.B);
        var years = step.C % 3 == 0 ? new YearRange { FirstYear = Years[1] } : null;
        var id = await _country.Organ($"{_worker}-o{_organs.Count}", At(_divisions, step.A), kind, years);
        _organs.Add((id, kind));
    }

    private async Task Move(Step step)
    {
        if (At(_organs, step.A) is { Kind: not OrganKind.Government } organ)
        {
            await _country.Organ(organ.Id, At(_divisions, step.B), organ.Kind);
        }
    }

    private Task Exempt(Step step) => _country.Exempt(At(_organs, step.A).Id, At(Years, step.B), step.C % 2 == 0);

    /// <summary>A new county.</summary>
    private async Task Divide(Step step)
    {
        var id = $"{_worker}-n{_divisions.Count}";
        await _country.Register(
            id, step.A % 2 == 0 ? _country.Prefecture : _country.OtherPrefecture, DivisionLevel.County);
        _divisions.Add(id);
    }

    private Task Transfer(Step step) => _country.Change(
        DivisionChangeKind.Transferred, At(Years, step.B), [At(_divisions, step.A)], parent: At(_divisions, step.C));

    private Task Succeed(Step step)
    {
        var (one, other) = (At(_divisions, step.A), At(_divisions, step.C));
        return step.B % 2 == 0
            ? _country.Change(DivisionChangeKind.Merged, At(Years, step.B / 2), [one, other], [other])
            : _country.Change(DivisionChangeKind.Recoded, At(Years, step.B / 2), [one], [other]);
    }

    private static T At<T>(IReadOnlyList<T> list, int number) => list[number % list.Count];
}

public enum Act
{
    File,
    Return,
    Accept,
    Withdraw,
    Register,
    Move,
    Exempt,
    Divide,
    Transfer,
    Succeed,
    FileCopy,
    MarkCopy,
    UnmarkCopy,
}

/// <summary>What to do, with what.</summary>
public sealed record Step(Act Act, int A, int B, int C);
