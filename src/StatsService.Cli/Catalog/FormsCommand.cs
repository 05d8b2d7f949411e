using System.CommandLine;
using StatsService.Canonical;
using StatsService.Cli.Reports;
using StatsService.Cli.Screens;
using StatsService.Cli.Server;
using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Catalog;

/// <summary><c>statsctl forms</c>: the forms that the service knows, cells, rules, and what cells measure.</summary>
internal static class FormsCommand
{
    private const int PageSize = 1000;

    private const string Notes = """
        --json: ListFormsResponse, GetFormResponse, ListIndicatorsResponse

        示例 | Examples:
          statsctl forms
          statsctl forms 2019 --cells
          statsctl forms 2019 --rules
          statsctl forms 2019 --indicators
        """;

    public static Command Create()
    {
        var id = new Argument<string?>("ID")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "格式，如2019；不给则列出全部 | Form, such as 2019; else all",
        };
        var cells = new Option<bool>("--cells") { Description = "单元格 | Its cells" };
        var rules = new Option<bool>("--rules") { Description = "勾稽规则 | Its rules" };
        var indicators = new Option<bool>("--indicators")
        {
            Description = "它所度量的指标；不给格式则为全部 | What it measures; without a form, all",
        };
        var command = new DocumentedCommand("forms", "格式、规则和指标 | Forms, rules and indicators", Notes)
        {
            id, cells, rules, indicators,
        };
        command.Validators.Add(result =>
        {
            if (new[] { cells, rules, indicators }.Count(result.GetValue) > 1)
            {
                result.AddError("--cells、--rules、--indicators只能用其一 | Use one of --cells, --rules and --indicators");
            }

            if (result.GetValue(id) is null && (result.GetValue(cells) || result.GetValue(rules)))
            {
                result.AddError("--cells和--rules须给出格式 | --cells and --rules need a form");
            }
        });
        command.OnRun(async (parsed, session, ct) =>
        {
            var form = ReportArguments.FullForm(parsed.GetValue(id) ?? "");
            if (parsed.GetValue(indicators))
            {
                await ShowIndicators(session, form, ct);
            }
            else if (form.Length == 0)
            {
                await ShowForms(session, ct);
            }
            else
            {
                await ShowForm(session, form, parsed.GetValue(cells), parsed.GetValue(rules), ct);
            }

            return ExitCodes.Ok;
        });
        return command;
    }

    private static async Task ShowForms(Session session, CancellationToken ct)
    {
        var answer = await session.Server.Forms.ListFormsAsync(new(), session.Server.Call(ct));
        session.Screen.Answer(answer);
        var grid = Grids.Texts("格式 Form", "名称 Title", "年度 Years", "扩展自 Extends", "依据 Source");
        foreach (var form in answer.Forms)
        {
            grid.AddTexts(form.Name, form.Title.Zh, Words.Of(form.Years), form.Extends, form.Source);
        }

        session.Screen.Show(grid);
    }

    private static async Task ShowForm(Session session, string name, bool cells, bool rules, CancellationToken ct)
    {
        var answer = await session.Server.Forms.GetFormAsync(new() { Name = name }, session.Server.Call(ct));
        session.Screen.Answer(answer);
        FormScreen.ShowHead(session.Screen, answer.Form);
        if (cells)
        {
            FormScreen.ShowCells(session.Screen, answer.Form);
        }

        if (rules)
        {
            FormScreen.ShowRules(session.Screen, answer.Form);
        }
    }

    private static async Task ShowIndicators(Session session, string form, CancellationToken ct)
    {
        var answer = await Pages.All(token => session.Server.Forms.ListIndicatorsAsync(
            new() { Form = form, PageSize = PageSize, PageToken = token }, session.Server.Call(ct)));
        session.Screen.Answer(answer);
        var grid = Grids.Texts("指标 Indicator", "名称 Title", "单位 Unit", "度量 Measured by");
        foreach (var indicator in answer.Indicators)
        {
            var measured = indicator.Measurements.Where(m => form.Length == 0 || m.Form == form).Select(Measurement);
            var name = IndicatorNames.Read(indicator.Name);
            grid.AddTexts(name, indicator.Title.Zh, indicator.Unit, string.Join('\n', measured));
        }

        session.Screen.Show(grid);
    }

    private static string Measurement(Wire.Measurement measurement) =>
        $"{measurement.Form["forms/".Length..]} {string.Join(" + ", measurement.Cells)} "
        + measurement.Comparability.ToString().ToUpperInvariant();
}
