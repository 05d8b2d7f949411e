namespace StatsService.Forms.Loading;

/// <summary>Puts together what cells, crosswalks and <c>Indicators/</c> say about each indicator.</summary>
internal sealed class IndicatorBuilder(IReadOnlyList<Form> forms, IReadOnlyList<IndicatorFile> files)
{
    private readonly Dictionary<string, IndicatorFile> _files =
        files.ToDictionary(file => file.Name, StringComparer.Ordinal);

    private readonly Dictionary<(string Indicator, string Form), Measurement> _measurements = [];

    /// <summary>The cell that measures an indicator by itself; of several forms' cells the newest.</summary>
    private readonly Dictionary<string, (Form Form, FormCell Cell)> _cells = new(StringComparer.Ordinal);

    public IReadOnlyList<Indicator> Build(IEnumerable<(string Form, MeasureGroup Group)> crosswalk)
    {
        foreach (var form in forms)
        {
            AddCells(form);
        }

        foreach (var (form, group) in crosswalk)
        {
            foreach (var (indicator, rows) in group.Of)
            {
                Add(indicator, new(form, rows, group.Comparability, group.Note));
            }
        }

        foreach (var file in files)
        {
            file.Measures.ToList().ForEach(measures => Add(file.Name, measures));
        }

        var names = _cells.Keys.Concat(_files.Keys).Concat(_measurements.Keys.Select(key => key.Indicator));
        return [.. names.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Indicator)];
    }

    /// <summary>What a form's cells measure by themselves; those of the form that it extends speak there.</summary>
    private void AddCells(Form form)
    {
        var cells = form.Cells.Values
            .Where(cell => form.Extends is null || !Find(form.Extends).Cells.ContainsKey(cell.Code));
        foreach (var group in cells.GroupBy(cell => cell.Indicator, StringComparer.Ordinal))
        {
            var own = group.ToList();
            _cells[own[0].Indicator] = (form, own[0]);
            var rows = own.Select(cell => own.Count > 1 ? cell.Row : cell.Code).Distinct(StringComparer.Ordinal);
            Add(own[0].Indicator, new(form.Id, [.. rows]));
        }
    }

    private void Add(string indicator, FormMeasures measures)
    {
        var cells = measures.Rows.SelectMany(row => CellsOf(measures.Form, row)).ToList();
        _measurements[(indicator, measures.Form)] =
            new(measures.Form, cells[0].Table, measures.Rows, measures.Comparability, measures.Note);
    }

    private Form Find(string form) =>
        forms.FirstOrDefault(f => f.Id == form) ?? throw new FormatException($"There is no form {form}.");

    private List<FormCell> CellsOf(string form, string row)
    {
        var cells = Find(form).Cells.Values.Where(cell => cell.Code == row || cell.Row == row).ToList();
        return cells is [] ? throw new FormatException($"Form {form} has no row {row} to measure by.") : cells;
    }

    private Indicator Indicator(string name)
    {
        var file = _files.GetValueOrDefault(name);
        var parts = Parts(name, []).ToList();
        var measurements = Measurements(name);
        var (unit, type) = file is { Unit: { } u, Type: { } t } ? (u, t) : UnitAndType(name, parts);
        return new(
            name, file is null ? Title(name) : new(file.Zh, file.En), unit, type,
            ByApplicant: CellsOf(parts).Any(cell => cell.Column == ApplicantColumn.Of(ApplicantKind.NaturalPerson)),
            Additive: !(file?.Distinct ?? false) && !CellsOf(parts).Any(cell => cell.Distinct),
            Extension: measurements is not [] && measurements.TrueForAll(m => Find(m.Form).Extension),
            file?.SumOf ?? [], measurements);
    }

    private List<Measurement> Measurements(string name) =>
        [.. forms.Select(form => _measurements.GetValueOrDefault((name, form.Id))).OfType<Measurement>()];

    private IEnumerable<FormCell> CellsOf(IEnumerable<string> indicators) => indicators
        .SelectMany(Measurements)
        .Where(measurement => measurement.Comparability != Comparability.Break)
        .SelectMany(measurement => measurement.Rows.SelectMany(row => CellsOf(measurement.Form, row)));

    /// <summary>An indicator and, all the way down, what it is the sum of.</summary>
    private IEnumerable<string> Parts(string name, IReadOnlyList<string> above)
    {
        if (above.Contains(name, StringComparer.Ordinal))
        {
            throw new FormatException($"Indicator {name} is a part of itself.");
        }

        if (!_files.ContainsKey(name) && !_cells.ContainsKey(name))
        {
            throw new FormatException($"Indicator {name} is used, but is no cell's own and not in Indicators/.");
        }

        var parts = _files.GetValueOrDefault(name)?.SumOf ?? [];
        return parts.SelectMany(part => Parts(part, [.. above, name])).Prepend(name);
    }

    private (string Unit, CellType Type) UnitAndType(string name, IEnumerable<string> parts) =>
        parts.Select(part => CellsOf([part]).LastOrDefault()).OfType<FormCell>().FirstOrDefault() is { } cell
            ? (cell.Type == CellType.Amount ? "元" : cell.Unit, cell.Type)
            : throw new FormatException($"Indicator {name}: neither a cell nor Indicators/ says its unit and type.");

    private LocalizedText Title(string name) => IndicatorTitle.Of(_cells[name].Form, _cells[name].Cell);
}
