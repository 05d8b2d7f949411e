namespace StatsService.Forms.Measuring;

/// <summary>A slot that is the sum of others where no form prints it.</summary>
internal readonly record struct SumPlan(int Slot, int[] Parts)
{
    /// <summary>
    /// All sums, parts before what they are parts of. A part that has no figure by applicant gets a slot of its own
    /// behind the others, for no one to see: it is not on the form, and so is its sum.
    /// </summary>
    public static SumPlan[] Of(FormCatalog catalog, List<Slot> slots)
    {
        var numbers = slots.ToDictionary(slot => (slot.Indicator.Name, slot.Applicant), slot => slot.Number);
        var plans = new Dictionary<int, SumPlan>();
        for (var i = 0; i < slots.Count; i++)
        {
            Visit(i);
        }

        return [.. plans.Values];

        void Visit(int number)
        {
            var slot = slots[number];
            if (slot.Indicator.SumOf is [] || plans.ContainsKey(number))
            {
                return;
            }

            var parts = slot.Indicator.SumOf.Select(name => NumberOf(name, slot.Applicant)).ToArray();
            Array.ForEach(parts, Visit);
            plans.Add(number, new(number, parts));
        }

        int NumberOf(string indicator, ApplicantKind applicant)
        {
            if (!numbers.TryGetValue((indicator, applicant), out var number))
            {
                number = numbers[(indicator, applicant)] = slots.Count;
                slots.Add(new(number, catalog.Indicator(indicator)!, applicant, Topic: 0));
            }

            return number;
        }
    }
}
