using StatsService.Forms;

namespace StatsService.Country;

/// <summary>What an organ itself did in a year, in the cells of the form of the year: always balanced.</summary>
internal static class OwnFigures
{
    private static readonly int[] ReviewWeights = [60, 8, 20, 12];

    public static long[] Of(CountryOrgan organ, int year)
    {
        var form = FormFigures.For(organ.Division, year);
        var figures = new long[form.Cells.Count];
        if (year <= 2018)
        {
            Form2014.Fill(figures, form, organ, year);
            return figures;
        }

        Applications.Fill(figures, form, organ, year);
        Reviews(figures, form, organ, year);
        Documents(figures, form, organ, year);
        if (year <= 2020)
        {
            Actions2019(figures, form, organ, year);
        }
        else
        {
            Actions2021(figures, form, organ, year);
        }

        return figures;
    }

    /// <summary>The items of licensing, penalties and so on: those at the end of a year begin the next.</summary>
    private static long Items(CountryOrgan organ, string row, int year) =>
        Dice.For(organ.Key, 0, row).Roll(0, 40) + Dice.For(organ.Key, year, row).Roll(0, 5);

    private static long Decisions(CountryOrgan organ, string row, int year) =>
        Habits.Draw(organ, year, row + ".decisions", share: 0.5, most: 2000);

    private static bool Acts(CountryOrgan organ) =>
        organ.Kind is OrganKind.Department or OrganKind.Township or OrganKind.VerticalSystem or OrganKind.Zone;

    private static void Reviews(long[] figures, FormFigures form, CountryOrgan organ, int year)
    {
        var dice = Dice.For(organ.Key, year, "reviews");
        var applications = figures[form["applications.outcome.total@total"]];
        var results = new long[4];
        foreach (var (kind, share) in FormRows.ReviewKinds.Zip([0.03, 0.012, 0.008]))
        {
            Array.Clear(results);
            dice.Split((long)((applications * share * 2 * dice.Next()) + (0.3 * dice.Next())), ReviewWeights, results);
            foreach (var (result, number) in FormRows.ReviewResults.Zip(results))
            {
                figures[form[$"{kind}.{result}"]] = number;
            }

            figures[form[$"{kind}.total"]] = results.Sum();
        }
    }

    /// <summary>Normative documents, and regulations of those who may make them (P1).</summary>
    private static void Documents(long[] figures, FormFigures form, CountryOrgan organ, int year)
    {
        var makesRegulations = (organ.Division.Level, organ.Kind) is
            (DivisionLevel.Nation, OrganKind.Department)
            or (DivisionLevel.Province or DivisionLevel.Prefecture, OrganKind.GeneralOffice);
        Fill("disclosure.regulations", makesRegulations ? 3 : 0);
        Fill("disclosure.normative_documents", organ.Kind switch
        {
            OrganKind.PublicInstitution or OrganKind.VerticalSystem => 0,
            OrganKind.GeneralOffice => 20,
            _ => 3,
        });

        void Fill(string row, int most)
        {
            var made = Made(year);
            var stock = (20 * most) + Enumerable.Range(2019, year - 2018).Sum(y => Made(y) - Repealed(y));
            var (first, second) = year <= 2020 ? (".made", ".newly_published") : (".issued", ".repealed");
            figures[form[row + first]] = made;
            figures[form[row + second]] = year <= 2020 ? made : Repealed(year);
            figures[form[row + (year <= 2020 ? ".published_total" : ".in_force")]] = stock;
            int Made(int y) => Dice.For(organ.Key, y, row).Roll(0, most);
            int Repealed(int y) => y <= 2020 ? 0 : Dice.For(organ.Key, y, "repealed " + row).Roll(0, most / 2);
        }
    }

    private static void Actions2019(long[] figures, FormFigures form, CountryOrgan organ, int year)
    {
        var dice = Dice.For(organ.Key, year, "actions");
        if (!Acts(organ))
        {
            return;
        }

        foreach (var row in new[] { "actions.licensing", "actions.other_external", "actions.penalty",
            "actions.coercion", "fees.administrative" })
        {
            var before = Items(organ, row, year - 1);
            figures[form[row + ".items_prev_year"]] = before;
            figures[form[row + ".items_change"]] = Items(organ, row, year) - before;
            if (row != "fees.administrative")
            {
                figures[form[row + ".decisions"]] = Decisions(organ, row, year);
            }
        }

        figures[form["procurement.centralized.projects"]] = dice.Roll(0, 12);
        figures[form["procurement.centralized.amount_yuan"]] = figures[form["procurement.centralized.projects"]] == 0
            ? 0
            : Habits.Draw(organ, year, "procurement", share: 1, most: 600_000);
    }

    private static void Actions2021(long[] figures, FormFigures form, CountryOrgan organ, int year)
    {
        if (!Acts(organ))
        {
            return;
        }

        foreach (var row in new[] { "actions.licensing", "actions.penalty", "actions.coercion" })
        {
            figures[form[row + ".decisions"]] = Decisions(organ, row, year);
        }

        figures[form["fees.administrative.amount_10k_yuan"]] =
            Habits.Draw(organ, year, "fees", share: 0.2, most: 90_000);
    }
}
