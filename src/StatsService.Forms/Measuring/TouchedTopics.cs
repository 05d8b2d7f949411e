namespace StatsService.Forms.Measuring;

/// <summary>Finds the topics whose figures a finding touches.</summary>
internal sealed class TouchedTopics(Dictionary<string, FormPlan> forms, StatedPlans stated)
{
    public ulong Of(ReportPart part, Finding finding)
    {
        var topics = 0UL;
        foreach (var cell in finding.Cells)
        {
            topics |= cell.Table.Length == 0 ? stated.TopicsOf(part, cell.Cell) : InTables(part, cell);
        }

        return topics;
    }

    private ulong InTables(ReportPart part, FindingCell cell)
    {
        foreach (var table in part.Tables)
        {
            if (table.Table.Table == cell.Table
                && forms[table.Form.Id].Tables[cell.Table] is var plan
                && plan.Places.TryGetValue(cell.Cell, out var place)
                && table.Sections.Contains(plan.Cells[place].Section))
            {
                return plan.Touched[place];
            }
        }

        return 0;
    }
}
