using System.Globalization;
using System.Text;
using StatsService.Forms;

namespace StatsService.Cli.Tests.Samples;

/// <summary>
/// Table 3 of Changzhi 2019 was published as text without its blank cells. Which number stands in which column follows,
/// as far as it does, from their order and from the identities of the form.
/// </summary>
public sealed class DroppedBlanks
{
    private const string Received = "applications.received_new";
    private const string CarriedIn = "applications.carried_in";
    private const string Total = "applications.outcome.total";

    private static readonly FormTable Table = FormCatalog.Default.Form("2019")!.Table("table3")!;

    private static readonly string[] Columns = [.. Table.Cells.Take(7).Select(cell => cell.Column)];

    /// <summary>The numbers of each row in the order printed; a row that is not here printed none.</summary>
    private static readonly Dictionary<string, int[]> Printed = new(StringComparer.Ordinal)
    {
        [Received] = [156, 21, 1, 2, 1, 181],
        [CarriedIn] = [1, 1],
        ["applications.outcome.disclosed"] = [91, 18, 1, 1, 1, 112],
        ["applications.outcome.partially_disclosed"] = [2, 2],
        ["applications.outcome.not_disclosed.state_secret"] = [2, 2],
        ["applications.outcome.not_disclosed.prohibited_by_law"] = [1, 1],
        ["applications.outcome.not_disclosed.third_party_rights"] = [9, 1, 10],
        ["applications.outcome.not_disclosed.internal_affairs"] = [1, 1],
        ["applications.outcome.not_disclosed.process_information"] = [6, 1, 7],
        ["applications.outcome.not_disclosed.administrative_query"] = [2, 2],
        ["applications.outcome.unable_to_provide.not_held"] = [26, 2, 28],
        ["applications.outcome.unable_to_provide.not_existing_needs_creation"] = [2, 2],
        ["applications.outcome.unable_to_provide.still_unclear_after_correction"] = [4, 4],
        ["applications.outcome.not_processed.petition_complaint"] = [4, 4],
        ["applications.outcome.not_processed.repeated"] = [3, 3],
        ["applications.outcome.other_handling.total"] = [4, 4],
        [Total] = [157, 21, 1, 2, 1, 182],
    };

    private static readonly string[] OutcomeRows =
        [.. Printed.Keys.Except([Total, Received, CarriedIn], StringComparer.Ordinal)];

    private static readonly Dictionary<string, List<int?[]>> Possible =
        Printed.ToDictionary(row => row.Key, row => Rows(row.Value).ToList(), StringComparer.Ordinal);

    private static readonly Lazy<List<Dictionary<string, int?[]>>> Placements = new(() => [.. PlaceAll()]);

    [Fact]
    public void Ten_placements_keep_the_order_and_satisfy_the_identities() => Assert.Equal(10, Placements.Value.Count);

    [Fact]
    public void They_leave_25_cells_uncertain_in_six_rows()
    {
        var uncertain = Printed.Keys.SelectMany(row => Columns.Select((_, c) => (Row: row, Values: Readings(row, c))))
            .Where(cell => cell.Values.Count > 1)
            .ToList();

        Assert.Equal(25, uncertain.Count);
        var rows = uncertain.Select(cell => cell.Row.Split('.')[^1]).Distinct(StringComparer.Ordinal);
        Assert.Equal(
            "received_new disclosed third_party_rights process_information not_held total", string.Join(' ', rows));
    }

    [Fact]
    public void The_sample_holds_in_every_cell_what_the_placements_leave_possible()
    {
        var cells = SampleReport.Read("140400-2019-region").Content.Tables[1].Cells;

        Assert.Equal(Table.Cells.Count, cells.Count);
        foreach (var cell in Table.Cells)
        {
            var possible = Readings(cell.Row, Array.IndexOf(Columns, cell.Column));
            var value = cells[cell.Code];
            var readings = value.State == CellState.Uncertain ? value.Alternatives : [value];
            Assert.Equal(possible, readings.Select(Number).ToHashSet());
            Assert.All(readings, reading => Assert.True(reading.State is CellState.Number or CellState.Blank));
        }
    }

    [OriginalsFact]
    public void The_numbers_are_those_of_the_document_in_its_order()
    {
        var text = Encoding.UTF8.GetString(SampleReport.Read("140400-2019-region").Document);
        var first = text.IndexOf("一、本年新收", StringComparison.Ordinal);
        var end = text.IndexOf("四、政府信息公开行政复议", StringComparison.Ordinal);
        var numbers = text[first..end].Split(['\n', '|', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Where(part => part.All(char.IsAsciiDigit))
            .Select(part => int.Parse(part, CultureInfo.InvariantCulture));

        Assert.Equal(Printed.Values.SelectMany(row => row), numbers);
    }

    private static int? Number(CellValue value) => value.HasNumber ? (int)value.Value : null;

    private static HashSet<int?> Readings(string row, int column) =>
        Printed.ContainsKey(row) ? [.. Placements.Value.Select(placement => placement[row][column])] : [null];

    /// <summary>The row of what is carried out is blank, so that each column flows into its total.</summary>
    private static IEnumerable<Dictionary<string, int?[]>> PlaceAll() =>
        from total in Possible[Total]
        from received in Possible[Received]
        from carriedIn in Possible[CarriedIn]
        where Enumerable.Range(0, 7).All(c => Add(received[c], carriedIn[c]) == Add(total[c], null))
        from outcomes in Outcomes(OutcomeRows, [.. total.Select(value => value ?? 0)])
        select new Dictionary<string, int?[]>(outcomes, StringComparer.Ordinal)
        {
            [Total] = total,
            [Received] = received,
            [CarriedIn] = carriedIn,
        };

    /// <summary>The outcomes row by row, as long as no column adds up to more than its total.</summary>
    private static IEnumerable<Dictionary<string, int?[]>> Outcomes(string[] rows, int[] left)
    {
        if (rows is [])
        {
            return left.All(rest => rest == 0) ? [new(StringComparer.Ordinal)] : [];
        }

        return from row in Possible[rows[0]]
               let rest = left.Select((value, c) => value - (row[c] ?? 0)).ToArray()
               where rest.All(value => value >= 0)
               from others in Outcomes(rows[1..], rest)
               select new Dictionary<string, int?[]>(others, StringComparer.Ordinal) { [rows[0]] = row };
    }

    /// <summary>
    /// The ways to spread the numbers over the columns in their order so that the last column is the sum of the others.
    /// The first number of every row is that of natural persons, as it was read by hand.
    /// </summary>
    private static IEnumerable<int?[]> Rows(int[] numbers) =>
        from bits in Enumerable.Range(0, 1 << 7)
        let columns = Enumerable.Range(0, 7).Where(c => (bits & (1 << c)) != 0).ToList()
        where columns.Count == numbers.Length && columns[0] == 0
        let places = Enumerable.Range(0, 7).Select(c => columns.IndexOf(c))
        let row = places.Select(place => place < 0 ? null : (int?)numbers[place]).ToArray()
        where row[..6].Sum() == (row[6] ?? 0)
        select row;

    private static int Add(int? a, int? b) => (a ?? 0) + (b ?? 0);
}
