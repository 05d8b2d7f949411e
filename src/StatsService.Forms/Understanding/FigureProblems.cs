namespace StatsService.Forms.Understanding;

/// <summary>Says that a name is not there: reason, path, the name, what it should name, which there are.</summary>
internal delegate ContentProblem UnknownName(
    string reason, string path, string written, LocalizedText what, IEnumerable<string> names);

/// <summary>Finds what is wrong with the stated figures of a report.</summary>
internal sealed class FigureProblems(FormCatalog catalog, IReadOnlyList<StatedFigure> figures, UnknownName unknown)
{
    private const decimal MaxPercent = 1_000_000;

    private readonly Dictionary<string, StatedFigure> _byId = figures
        .DistinctBy(figure => figure.Id, StringComparer.Ordinal)
        .ToDictionary(figure => figure.Id, StringComparer.Ordinal);

    public IEnumerable<ContentProblem> Find() => figures
        .SelectMany((figure, i) => InFigure(figure, $"stated_figures[{i}]"))
        .Concat(Circles("part_of", figure => figure.PartOf))
        .Concat(Circles("at_most", figure => figure.AtMost))
        .Concat(Circles("share_of", figure => figure.ShareOf))
        .Concat(ProblemFinder.Duplicates([.. figures.Select(figure => figure.Id)]).Select(i => Invalid(
            $"stated_figures[{i}].id", $"编号“{figures[i].Id}”重复，请改用不同的编号。",
            $"The id '{figures[i].Id}' is there more than once; give each figure its own.")));

    private IEnumerable<ContentProblem> InFigure(StatedFigure figure, string path)
    {
        if (figure.Id.Length == 0)
        {
            yield return Invalid($"{path}.id", "缺少编号，请给每个正文数字一个编号，如“t1”。",
                "The id is missing; give each figure one, such as 't1'.");
        }

        foreach (var problem in Indicators(figure, path).Concat(Value(figure, path)))
        {
            yield return problem;
        }

        var links = Link("part_of", figure.PartOf, path)
            .Concat(Link("at_most", figure.AtMost, path))
            .Concat(Link("share_of", figure.ShareOf, path));
        foreach (var problem in links)
        {
            yield return problem;
        }

        if (figure.Percent is < 0 or > MaxPercent)
        {
            yield return Invalid($"{path}.percent", $"百分比{figure.Percent}应在0至{MaxPercent}之间，请查对。",
                $"The percentage {figure.Percent} is not from 0 to {MaxPercent}; please check.");
        }
    }

    private IEnumerable<ContentProblem> Indicators(StatedFigure figure, string path)
    {
        if (figure.Indicators.Count == 0)
        {
            yield return Invalid($"{path}.indicators", "没有指标，请至少给出一个，最贴切的在前。",
                "The indicators are missing; give at least one, the best fit first.");
        }

        foreach (var (name, i) in figure.Indicators.Select((name, i) => (name, i)))
        {
            if (catalog.Indicator(name) is null)
            {
                yield return unknown(
                    "UNKNOWN_INDICATOR", $"{path}.indicators[{i}]", name,
                    new("指标", "indicator"), catalog.Indicators.Keys);
            }
        }
    }

    private IEnumerable<ContentProblem> Value(StatedFigure figure, string path)
    {
        if (!figure.Value.HasNumber && figure.Value.State != CellState.Uncertain)
        {
            return [new("CELL_EMPTY", $"{path}.value",
                new("正文数字没有数值；请填写数字，或列出几种可能，没有数字的句子不必填。",
                    "A stated figure has no number; give the number or its alternatives, or leave the sentence out."))];
        }

        var known = figure.Indicators.Select(catalog.Indicator).OfType<Indicator>().FirstOrDefault();
        return known is null
            ? []
            : new ValueProblems(known.Title, known.Type, known.Unit).Find(figure.Value, $"{path}.value");
    }

    private IEnumerable<ContentProblem> Link(string field, string? target, string path)
    {
        if (target is not null && !_byId.ContainsKey(target))
        {
            yield return Invalid($"{path}.{field}", $"{field}指向的“{target}”不存在，请查对编号。",
                $"{field} points to '{target}', which is not there; check the id.");
        }
    }

    /// <summary>The figures from which links lead back to themselves. Each figure is looked at once.</summary>
    private IEnumerable<ContentProblem> Circles(string field, Func<StatedFigure, string?> next)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var circling = new HashSet<string>(StringComparer.Ordinal);
        foreach (var start in figures)
        {
            var way = new List<string>();
            var id = (string?)start.Id;
            while (id is not null && seen.Add(id))
            {
                way.Add(id);
                id = next(_byId[id]) is { } target && _byId.ContainsKey(target) ? target : null;
            }

            if (id is not null && way.IndexOf(id) is >= 0 and var from)
            {
                circling.UnionWith(way.Skip(from));
            }
        }

        return figures.Select((figure, i) => (figure, i)).Where(at => circling.Contains(at.figure.Id)).Select(at =>
            Invalid($"stated_figures[{at.i}].{field}", $"{field}从“{at.figure.Id}”出发又回到自身，请去掉其中一环。",
                $"{field} leads from '{at.figure.Id}' back to itself; take one of the links out."));
    }

    private static ContentProblem Invalid(string path, string zh, string en) => new("INVALID_VALUE", path, new(zh, en));
}
