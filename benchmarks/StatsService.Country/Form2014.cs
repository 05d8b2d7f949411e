namespace StatsService.Country;

/// <summary>What an organ did in a year to 2018, in the rows of the table of 2014.</summary>
internal static class Form2014
{
    private static readonly int[] ChannelWeights = [20, 4, 56, 20];
    private static readonly int[] ReplyWeights = [25, 35, 5, 9, 10, 11, 3, 2];
    private static readonly int[] RefusalWeights = [5, 10, 15, 10, 45, 15];
    private static readonly int[] ReviewWeights = [70, 8, 22];

    public static void Fill(long[] figures, FormFigures form, CountryOrgan organ, int year)
    {
        var received = Applications.Received(organ, year).Sum();
        var closed = received - Applications.CarriedOut(organ, year).Sum();
        var dice = Dice.For(organ.Key, year, "2014");
        Set("requests.received", received);
        Split(received, ChannelWeights, "requests.channel.", "in_person", "fax", "network", "letter");
        Set("requests.closed.total", closed);
        Split(closed, [9, 1], "requests.closed.", "on_time", "extended");
        Set("replies.total", closed);
        Split(closed, ReplyWeights, "replies.", FormRows.ReplyKinds);
        Split(At("replies.refused.total"), RefusalWeights, "replies.refused.", FormRows.RefusalReasons);
        Set("reviews.total", closed / 40);
        Split(closed / 40, ReviewWeights, "reviews.", "upheld", "corrected", "other");
        Set("litigation.total", closed / 60);
        Split(closed / 60, ReviewWeights, "litigation.", "upheld_or_dismissed", "corrected", "other");
        Disclosure();
        Set("staff.full_time", dice.Is(0.3) ? dice.Roll(1, 3) : 0);
        Set("staff.part_time", dice.Roll(0, 4));
        Set("staff.total", At("staff.full_time") + At("staff.part_time"));
        Set("staff.special_funds", dice.Is(0.1) ? dice.Roll(1, 2000) : 0);
        Set("meetings.work_meetings", dice.Roll(0, 6));
        Set("training.classes", dice.Roll(0, 4));
        Set("training.trainees_person_times", At("training.classes") * dice.Roll(5, 60));

        void Disclosure()
        {
            var total = 20 + Habits.Draw(organ, year, "disclosed", share: 1, most: 1500);
            Set("proactive.total", total);
            Set("proactive.normative_documents", dice.Roll(0, 6));
            Set("proactive.normative_documents_made_total", dice.Roll(0, 6));
            Set("proactive.channel.website", total);
            Set("proactive.channel.wechat", Habits.Draw(organ, year, "wechat", share: 0.5, most: 700));
            Set("response.hot_topics_total", dice.Is(0.3) ? dice.Roll(1, 20) : 0);
            Set("response.press_conferences", dice.Is(0.2) ? dice.Roll(1, 5) : 0);
            Set("response.press_conferences_principal", At("response.press_conferences") / 2);
            Set("response.online_interviews", dice.Is(0.2) ? dice.Roll(1, 5) : 0);
            Set("response.online_interviews_principal", At("response.online_interviews") / 2);
            if (form.Form.Id == "2014-beijing")
            {
                Set("proactive.key_areas.total", total / 3);
                Split(total / 3, [.. FormRows.KeyAreas.Select(_ => 1)], "proactive.key_areas.", FormRows.KeyAreas);
            }
        }

        long At(string row) => figures[form["f2014." + row]];
        void Set(string row, long value) => figures[form["f2014." + row]] = value;
        void Split(long whole, int[] weights, string prefix, params string[] rows)
        {
            var parts = new long[rows.Length];
            dice.Split(whole, weights, parts);
            foreach (var (row, part) in rows.Zip(parts))
            {
                Set(prefix + row, part);
            }
        }
    }
}
