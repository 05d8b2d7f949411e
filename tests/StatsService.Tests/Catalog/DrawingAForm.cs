using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Ogi.Stats.V1;
using StatsService.Tests.Fixtures;
using FormCatalog = StatsService.Forms.FormCatalog;

namespace StatsService.Tests.Catalog;

/// <summary>A client draws and checks a form with what FormService tells, and nothing else.</summary>
public sealed partial class DrawingAForm(ServiceFixture service) : IClassFixture<ServiceFixture>
{
    [Fact]
    public async Task All_forms_are_listed_without_their_cells()
    {
        var response = await service.Forms.ListFormsAsync(new());

        Assert.Equal(
            FormCatalog.Default.Forms.Keys.Select(id => "forms/" + id), response.Forms.Select(form => form.Name));
        Assert.All(response.Forms, form => Assert.Empty(form.Tables));
        Assert.All(response.Forms, form => Assert.NotEmpty(form.Title.Zh));
        var beijing = response.Forms.Single(form => form.Name == "forms/2014-beijing");
        Assert.Equal(("forms/2014", true), (beijing.Extends, beijing.Extension));
        Assert.Equal(FormCatalog.Default.Version, response.Stamp.CatalogVersion);
        Assert.NotEmpty(response.Stamp.AsOfPosition);
    }

    [Theory]
    [InlineData("2021", (7 * 25) + 15 + 10)]
    [InlineData("2019", (7 * 23) + 15 + 46)]
    [InlineData("2014", 58)]
    public async Task A_form_has_every_cell_in_its_place(string id, int cells)
    {
        var form = await Get(id);

        Assert.Equal(cells, form.Tables.Sum(table => table.Cells.Count));
        Assert.All(form.Tables, table =>
        {
            Assert.Equal(table.Cells.Count, table.Cells.Select(cell => (cell.Row, cell.Column)).Distinct().Count());
            Assert.All(table.Cells, cell =>
            {
                Assert.True(cell.Row > 0 && cell.Column > 0 && cell.Type != CellType.Unspecified, cell.Cell);
                Assert.NotEmpty(cell.RowLabel.Zh);
                Assert.NotEmpty(cell.RowLabel.En);
                // 采购总金额 is printed without one.
                Assert.True(cell.Unit.Length > 0 || cell.Cell == "procurement.centralized.amount_yuan", cell.Cell);
                Assert.Contains(cell.Section, table.Sections.Select(section => section.Section));
                Assert.StartsWith("indicators/", cell.Indicator, StringComparison.Ordinal);
            });
        });
    }

    [Fact]
    public async Task A_cell_tells_all_that_the_catalog_knows()
    {
        var cell = (await Get("2021")).Tables.Single(table => table.Table == "table3")
            .Cells.Single(found => found.Cell == "applications.outcome.not_disclosed.state_secret@natural_person");

        Assert.Equal(("1.属于国家秘密", "自然人"), (cell.RowLabel.Zh, cell.ColumnLabel.Zh));
        Assert.Equal(("件", CellType.Count), (cell.Unit, cell.Type));
        Assert.Equal("indicators/applications.refused.state_secret", cell.Indicator);
        Assert.Equal("table3", cell.Section);
        Assert.Equal("applications.outcome.total", cell.Parent);
        Assert.Equal(["三、本年度办理结果", "（三）不予公开"], cell.RowGroups.Select(heading => heading.Zh));
        Assert.Equal(["Outcomes of this year", "Refused"], cell.RowGroups.Select(heading => heading.En));
        Assert.Equal(["申请人情况"], cell.ColumnGroups.Select(heading => heading.Zh));
    }

    [Theory]
    [InlineData("2021")]
    [InlineData("2019")]
    [InlineData("2014-beijing")]
    public async Task The_rules_of_a_form_speak_of_its_cells_in_both_languages(string id)
    {
        var form = await Get(id);
        var rows = form.Tables.SelectMany(table => table.Cells)
            .Select(cell => cell.Cell.Split('@')[0]).Distinct().ToList();
        var common = FormCatalog.Default.RulesOfNoForm.Select(rule => "rules/" + rule.Id).ToHashSet();

        Assert.Superset(common, form.Rules.Select(rule => rule.Name).ToHashSet());
        Assert.All(form.Rules, rule =>
        {
            Assert.All(
                [rule.Expression, rule.Text.Zh, rule.Text.En, rule.Message.Zh, rule.Message.En, rule.Source],
                Assert.NotEmpty);
            Assert.NotEqual(FindingStrength.Unspecified, rule.Strength);
            Assert.NotEqual(MissingValues.Unspecified, rule.MissingValues);
        });
        var words = form.Rules.SelectMany(rule => Words().Matches(rule.Expression + " " + rule.When));
        Assert.All(words, word => Assert.True(
            rows.Exists(row => row == word.Value || row.StartsWith(word.Value + ".", StringComparison.Ordinal))
                || FormCatalog.Default.Indicators.ContainsKey(word.Value),
            $"{word.Value} is neither a row of the form nor an indicator."));
    }

    [Fact]
    public async Task Only_the_fields_asked_for_are_given()
    {
        var form = (await service.Forms.GetFormAsync(
            new() { Name = "forms/2019", ReadMask = FieldMask.FromString("name,title.zh") })).Form;

        var title = FormCatalog.Default.Forms["2019"].Title.Zh;
        Assert.Equal(new Form { Name = "forms/2019", Title = new() { Zh = title } }, form);
    }

    [Fact]
    public async Task A_field_that_does_not_exist_is_refused() =>
        await Refused.AtField(StatusCode.InvalidArgument, "INVALID_VALUE", "read_mask", async () =>
            await service.Forms.ListFormsAsync(new() { ReadMask = FieldMask.FromString("colour") }));

    [Fact]
    public async Task A_form_that_does_not_exist_is_not_found() =>
        await Refused.With(StatusCode.NotFound, "RESOURCE_NOT_FOUND", async () =>
            await service.Forms.GetFormAsync(new() { Name = "forms/2007" }));

    [Fact]
    public async Task An_empty_name_is_refused() =>
        await Refused.AtField(StatusCode.InvalidArgument, "REQUIRED_FIELD", "name", async () =>
            await service.Forms.GetFormAsync(new()));

    [Fact]
    public async Task Forms_are_read_as_json_too()
    {
        using var http = new HttpClient { BaseAddress = new Uri(service.HttpAddress) };

        var list = await http.GetStringAsync("/v1/forms");
        var form = await http.GetStringAsync("/v1/forms/2014-beijing?readMask=name,extension");

        Assert.Contains("forms/2021", list, StringComparison.Ordinal);
        Assert.Contains("\"extension\":true", form, StringComparison.Ordinal);
        // A default is left out, as the JSON mapping wants it.
        Assert.DoesNotContain("tables", form, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();

    private async Task<Form> Get(string id) => (await service.Forms.GetFormAsync(new() { Name = "forms/" + id })).Form;
}
