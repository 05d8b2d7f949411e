namespace StatsService.Forms.Understanding;

/// <summary>Finds what is wrong with the stated figures of a report.</summary>
internal sealed class FigureProblems(FormCatalog catalog, IReadOnlyList<StatedFigure> figures)
{
    /// <summary>Only so many figures are helped with the nearest name: looking for it takes long.</summary>
    private const int MostSuggestions = 20;

    public IEnumerable<ContentProblem> Find() => figures
        .SelectMany((figure, i) => InFigure(figure, i))
        .Concat(ProblemFinder.Duplicates([.. figures.Select(figure => figure.Id)]).Select(i => Invalid(
            $"stated_figures[{i}].id", $"编号“{figures[i].Id}”重复，请改用不同的编号。",
            $"The id '{figures[i].Id}' is there more than once; give each figure its own.")));

    private IEnumerable<ContentProblem> InFigure(StatedFigure figure, int i)
    {
        var path = $"stated_figures[{i}]";
        if (figure.Id.Length == 0)
        {
            yield return Invalid($"{path}.id", "缺少编号，请给每个正文数字一个编号，如“t1”。",
                "The id is missing; give each figure one, such as 't1'.");
        }

        foreach (var problem in Indicators(figure, path, suggest: i < MostSuggestions).Concat(Value(figure, path)))
        {
            yield return problem;
        }

        var links = Link(figure, "part_of", f => f.PartOf, path)
            .Concat(Link(figure, "at_most", f => f.AtMost, path))
            .Concat(Link(figure, "share_of", f => f.ShareOf, path));
        foreach (var problem in links)
        {
            yield return problem;
        }

        if (figure.Percent < 0)
        {
            yield return Invalid($"{path}.percent", $"百分比{figure.Percent}不能为负数，请查对。",
                $"The percentage {figure.Percent} cannot be negative; please check.");
        }
    }

    private IEnumerable<ContentProblem> Indicators(StatedFigure figure, string path, bool suggest)
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
                yield return ProblemFinder.Unknown(
                    "UNKNOWN_INDICATOR", $"{path}.indicators[{i}]", name,
                    new("指标", "indicator"), suggest ? catalog.Indicators.Keys : []);
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

    private IEnumerable<ContentProblem> Link(
        StatedFigure figure, string field, Func<StatedFigure, string?> next, string path)
    {
        if (next(figure) is not { } target)
        {
            yield break;
        }

        if (Find(target) is null)
        {
            yield return Invalid($"{path}.{field}", $"{field}指向的“{target}”不存在，请查对编号。",
                $"{field} points to '{target}', which is not there; check the id.");
        }
        else if (LeadsBack(figure, next))
        {
            yield return Invalid($"{path}.{field}", $"{field}从“{figure.Id}”出发又回到自身，请去掉其中一环。",
                $"{field} leads from '{figure.Id}' back to itself; take one of the links out.");
        }
    }

    private bool LeadsBack(StatedFigure figure, Func<StatedFigure, string?> next)
    {
        var current = figure;
        for (var step = 0; step < figures.Count && next(current) is { } id && Find(id) is { } target; step++)
        {
            if (target.Id == figure.Id)
            {
                return true;
            }

            current = target;
        }

        return false;
    }

    private StatedFigure? Find(string id) => figures.FirstOrDefault(figure => figure.Id == id);

    private static ContentProblem Invalid(string path, string zh, string en) => new("INVALID_VALUE", path, new(zh, en));
}
