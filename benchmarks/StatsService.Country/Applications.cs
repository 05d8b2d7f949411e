namespace StatsService.Country;

/// <summary>The applications of an organ in a year, by the six kinds of applicants.</summary>
internal static class Applications
{
    private const int MostInAYear = 20_000;
    private static readonly int[] ApplicantWeights = [72, 17, 1, 1, 7, 2];

    /// <summary>In the order of <see cref="FormRows.Outcomes"/> of the form of 2021; most are granted.</summary>
    private static readonly int[] OutcomeWeights =
        [380, 60, 5, 8, 3, 20, 14, 12, 10, 22, 160, 60, 14, 40, 18, 4, 6, 10, 12, 3, 20];

    /// <summary>Received in a year.</summary>
    public static long[] Received(CountryOrgan organ, int year)
    {
        var received = new long[6];
        var dice = Dice.For(organ.Key, year, "received");
        if (dice.Is(Shares.WithoutApplications(organ.Kind, organ.Division.Level)))
        {
            return received;
        }

        // Two thirds of the spread are the organ's own, the same every year.
        var (mean, spread) = Shares.Applications(organ.Kind, organ.Division.Level);
        var own = Dice.For(organ.Key, 0, "size").Normal();
        var number = Math.Exp(mean + (spread * ((0.85 * own) + (0.5 * dice.Normal()))));
        dice.Split(1 + (long)Math.Min(MostInAYear, number), ApplicantWeights, received);
        return received;
    }

    /// <summary>Not settled in a year, which are those carried in the year after.</summary>
    public static long[] CarriedOut(CountryOrgan organ, int year)
    {
        var dice = Dice.For(organ.Key, year, "carried out");
        return [.. Received(organ, year).Select(
            received => Math.Min(received, (long)((received * Shares.CarriedOut) + dice.Next())))];
    }

    /// <summary>Fills table 3.</summary>
    public static void Fill(long[] figures, FormFigures form, CountryOrgan organ, int year)
    {
        var (received, carriedIn) = (Received(organ, year), CarriedOut(organ, year - 1));
        if (!received.Concat(carriedIn).Any(number => number > 0))
        {
            return;
        }

        var carriedOut = CarriedOut(organ, year);
        var dice = Dice.For(organ.Key, year, "outcomes");
        var outcomes = new long[OutcomeWeights.Length];
        for (var column = 0; column < received.Length; column++)
        {
            Array.Clear(outcomes);
            dice.Split(received[column] + carriedIn[column] - carriedOut[column], OutcomeWeights, outcomes);
            KeepOthersRare(outcomes);
            long[] rows = form.Form.Id == "2021"
                ? [received[column], carriedIn[column], .. outcomes, outcomes.Sum(), carriedOut[column]]
                : [received[column], carriedIn[column], .. outcomes[..^3], outcomes[^3..].Sum(), outcomes.Sum(),
                    carriedOut[column]];
            for (var row = 0; row < rows.Length; row++)
            {
                figures[form.Rows[row][column]] = rows[row];
                figures[form.Rows[row][^1]] += rows[row];
            }
        }
    }

    /// <summary>（六）其他处理 is at most a fifth (docs/forms.md, P6), in each column and so in every sum.</summary>
    private static void KeepOthersRare(long[] outcomes)
    {
        var others = outcomes.AsSpan()[^3..];
        var most = outcomes.Sum() / 5;
        for (var i = 0; i < others.Length; i++)
        {
            var kept = Math.Min(others[i], most);
            outcomes[0] += others[i] - kept;
            (others[i], most) = (kept, most - kept);
        }
    }
}
