using System.Text;

namespace StatsService.Forms.Tests;

/// <summary>A made-up form of 2031: one folder, and it is stored, checked and measured.</summary>
public sealed class AddingAForm
{
    private const string FormJson = """
        {
          "id": "2031", "title": { "zh": "二〇三一年格式", "en": "Form of 2031" },
          "source": "made up", "years": { "first": 2031 },
          "tables": [ {
            "id": "table5", "width": 3, "title": { "zh": "数据开放", "en": "Open data" },
            "sections": [ {
              "id": "table5", "unit": "个",
              "columns": [
                { "code": "@opened", "zh": "开放", "en": "opened" },
                { "code": "@closed", "zh": "关闭", "en": "closed", "indicator": ".closed" },
                { "code": "@total", "zh": "总计", "en": "total", "indicator": ".total" } ],
              "rows": [
                { "no": 0, "code": "open.sets", "zh": "一、数据集", "en": "Data sets", "indicator": "open.sets" },
                { "no": 1, "code": "open.interfaces", "zh": "二、接口", "en": "Interfaces" } ] } ] } ]
        }
        """;

    private const string RulesJson = """
        [ {
          "id": "2031.table5.row", "strength": "implied", "expression": "*@total = *@opened + *@closed",
          "text": { "zh": "总计等于两项之和。", "en": "The total is the sum of both." },
          "message": { "zh": "“{row}”总计{left}个，合计{right}个。", "en": "{row}: total {left}, sum {right}." },
          "source": "T5-ROW: made up"
        } ]
        """;

    private const string MeasuresJson = """
        [ { "comparability": "near", "note": { "zh": "示例", "en": "For example" },
            "of": { "applications.granted": ["open.sets@opened", "open.interfaces@opened"] } } ]
        """;

    private static readonly FormCatalog Catalog = Load();

    [Fact]
    public void One_folder_is_enough_to_store_check_and_measure_a_new_form()
    {
        var report = new ReportContent(
            2031, Scope.Organ, [new("table5", "2031", Cells(("open.sets", 3, 1, 5), ("open.interfaces", 2, 0, 2)))],
            []);

        var part = Assert.Single(Catalog.Parts(report));
        var finding = Assert.Single(Catalog.Check(report, CheckContext.Unknown).Findings);

        Assert.Empty(Catalog.Problems(report));
        Assert.Equal(("2031.table5.row@open.sets", "“一、数据集”总计5个，合计4个。"), (finding.Id, finding.Message.Zh));
        Assert.Equal(3, Catalog.Measure(part, "open.sets").Value);
        Assert.Equal(0, Catalog.Measure(part, "open.interfaces.closed").Value);
        var granted = Catalog.Measure(part, "applications.granted");
        Assert.Equal((5m, FigureCondition.Near), (granted.Value, Assert.Single(granted.Conditions)));
    }

    [Fact]
    public void From_its_first_year_on_it_is_the_form_of_the_year_also_where_the_one_before_is_still_open()
    {
        Assert.Equal("2021", Catalog.FormFor(2030)?.Id);
        Assert.Equal("2031", Catalog.FormFor(2031)?.Id);
        Assert.Equal("2031", Catalog.FormFor(2040)?.Id);
    }

    [Fact]
    public void Sentences_of_a_report_without_tables_speak_as_the_new_form_does()
    {
        var report = new ReportContent(2031, Scope.Organ, [], [Support.Sample.Stated("t1", 7, "open.sets")]);
        Measured Measure(string indicator) => Catalog.Measure(Catalog.Parts(report)[0], indicator);

        Assert.Equal(7, Measure("open.sets").Value);
        Assert.Equal([FigureCondition.NotReported], Measure("open.interfaces").Conditions);
        Assert.Equal([FigureCondition.NotOnForm], Measure("applications.carried_in").Conditions);
    }

    [Fact]
    public void The_forms_that_were_there_stay_as_they_were() => Assert.All(
        FormCatalog.Default.Forms, form => Assert.Equal(form.Value.Version, Catalog.Forms[form.Key].Version));

    [Fact]
    public void One_file_is_enough_for_a_new_indicator_over_forms_that_are_there()
    {
        var catalog = Load(("Indicators/handled.json", """
            [ { "name": "applications.handled_with_rest", "zh": "办结与结转", "en": "Handled and carried out",
                "sumOf": ["applications.total", "applications.carried_out"] },
              { "name": "replies.negative", "zh": "未予提供", "en": "Not provided",
                "measures": [ { "form": "2014",
                  "rows": ["f2014.replies.not_exist", "f2014.replies.not_this_organ"] } ] } ]
            """));

        var report = Support.Sample.Balanced("2014");
        var negative = catalog.Measure(catalog.Parts(report)[0], "replies.negative");

        Assert.True(catalog.Indicators["applications.handled_with_rest"].ByApplicant);
        Assert.Equal(Support.Sample.Count(report, "f2014.replies.not_exist")
            + Support.Sample.Count(report, "f2014.replies.not_this_organ"), negative.Value);
        Assert.Empty(negative.Conditions);
    }

    [Theory]
    [InlineData("Y2031/form.json", "\"source\"", "\"sauce\"", "sauce")]
    [InlineData("Y2031/form.json", "\"unit\": \"个\",", "", "unit")]
    [InlineData("Y2031/form.json", "\"no\": 0, ", "", "no")]
    [InlineData("Y2031/form.json", "\"zh\": \"二、接口\", ", "", "zh")]
    [InlineData("Y2031/form.json", "\"no\": 1", "\"no\": 0", "number 0")]
    [InlineData("Y2031/form.json", "open.interfaces", "open.sets", "open.sets@opened")]
    [InlineData("Y2031/form.json", "\"2031\"", "\"2021\"", "2021")]
    [InlineData("Y2031/rules.json", "implied", "strict", "strength")]
    [InlineData("Y2031/rules.json", "*@closed", "*@clozed", "2031.table5.row")]
    [InlineData("Y2031/rules.json", "*@opened + ", "*@opened + + ", "not expected")]
    [InlineData("Y2031/rules.json", "2031.table5.row", "2021.table3.row", "2021.table3.row")]
    [InlineData("Y2031/measures.json", "open.sets@opened", "open.sites@opened", "open.sites@opened")]
    [InlineData("Y2031/measures.json", "applications.granted", "applications.grunted", "applications.grunted")]
    [InlineData("Y2031/form.json", "\"id\": \"2031\",", "\"id\": \"2031\", \"extends\": \"2030\",", "2030")]
    public void A_mistake_in_a_file_is_refused_and_named(string path, string old, string now, string named)
    {
        var files = MadeUp().ToDictionary(file => file.Path, file => file.Text);
        files[path] = files[path].Replace(old, now, StringComparison.Ordinal);

        var error = Assert.Throws<FormatException>(() => Load([.. files.Select(file => (file.Key, file.Value))]));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"table5\", \"sections\"", "\"table6\", \"sections\"", "no table table6")]
    [InlineData("\"table5\", \"after\"", "\"table5.a\", \"after\"", "no section table5.a")]
    [InlineData("open.interfaces", "open.interface", "no row open.interface")]
    [InlineData("\"group\": \"more\"", "\"group\": \"most\"", "no group most")]
    [InlineData("\"in\": \"all\"", "\"in\": \"more\"", "stands in itself")]
    public void So_is_an_extension_that_does_not_fit_the_form_it_extends(string old, string now, string named)
    {
        const string Extension = """
            {
              "id": "2031-x", "extends": "2031", "title": { "zh": "扩展", "en": "Extension" }, "source": "made up",
              "years": { "first": 2031 },
              "tables": [ { "id": "table5", "sections": [ { "id": "table5", "after": "open.interfaces",
                "groups": { "all": { "zh": "全部", "en": "All" }, "more": { "zh": "更多", "en": "More", "in": "all" } },
                "rows": [ { "no": 0, "code": "x.maps", "zh": "地图", "en": "Maps", "group": "more" } ] } ] } ]
            }
            """;
        FormCatalog With(string text) => Load([.. MadeUp(), ("Y2031X/form.json", text)]);

        Assert.Equal(
            ["全部", "更多"],
            With(Extension).Form("2031-x")!.Cells["x.maps@total"].RowGroups.Select(group => group.Zh));
        var error = Assert.Throws<FormatException>(() => With(Extension.Replace(old, now, StringComparison.Ordinal)));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Y2031/rule.json", "[]", "Y2031/rule.json")]
    [InlineData("Indicators/more.json", """[ { "name": "a.b", "zh": "甲", "en": "A" } ]""", "a.b")]
    [InlineData("Indicators/more.json", """[ { "name": "a.b", "zh": "甲", "en": "A", "sumOf": ["a.c"] } ]""", "a.c")]
    [InlineData("Indicators/more.json", """[ { "name": "a.b", "zh": "甲", "en": "A", "sumOf": ["a.b"] } ]""",
        "part of itself")]
    [InlineData("Indicators/more.json", """[ { "name": "applications.total", "zh": "甲", "en": "A" } ]""",
        "applications.total")]
    public void So_is_a_file_or_an_indicator_that_means_nothing(string path, string text, string named) =>
        Assert.Contains(named, Assert.Throws<FormatException>(() => Load([.. MadeUp(), (path, text)])).Message,
            StringComparison.Ordinal);

    private static (string Path, string Text)[] MadeUp() =>
        [("Y2031/form.json", FormJson), ("Y2031/rules.json", RulesJson), ("Y2031/measures.json", MeasuresJson)];

    private static FormCatalog Load(params (string Path, string Text)[] more)
    {
        var files = (more is [] ? MadeUp() : more)
            .Select(file => (file.Path, (Stream)new MemoryStream(Encoding.UTF8.GetBytes(file.Text))));
        return FormCatalog.Load(FormCatalog.EmbeddedFiles().Concat(files));
    }

    private static Dictionary<string, CellValue> Cells(params (string Row, int Opened, int Closed, int Total)[] rows) =>
        rows.SelectMany(row => new[] { ("opened", row.Opened), ("closed", row.Closed), ("total", row.Total) }
            .Select(cell => ($"{row.Row}@{cell.Item1}", CellValue.Count(cell.Item2))))
        .ToDictionary(cell => cell.Item1, cell => cell.Item2);
}
