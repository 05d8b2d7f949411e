using StatsService.Country;

namespace StatsService.Forms.Tests;

/// <summary>
/// The rules on several reports for a year, on what is on file in the end in plausible prefectures, all of it spoilt.
/// </summary>
public sealed class SeveralReportsOfTheCountry
{
    private const int LastYear = 2025;

    /// <summary>By year and country: only these are compared.</summary>
    private static readonly Lazy<IReadOnlyList<IReadOnlyList<CountryReport>>> Years = new(() =>
    [
        .. from under in new[] { "110000", "140400" }
           let country = new PlausibleCountry(new(Under: under, Scale: 0.3, Spoilt: 1))
           from year in Enumerable.Range(CountryPlan.FirstYear, LastYear - CountryPlan.FirstYear + 1)
           select (IReadOnlyList<CountryReport>)
               [.. country.Organs.SelectMany(organ => country.Reports(organ, year))],
    ]);

    [Fact]
    public void Sections_that_differ_are_exactly_those_that_arithmetic_says()
    {
        var found = 0;
        foreach (var reports in Years.Value.SelectMany(year => year.GroupBy(
            report => report.Organ.Id, StringComparer.Ordinal)))
        {
            var onFile = reports.Select(report => report.OnFile).OfType<ReportContent>().ToList();
            var parts = onFile.SelectMany(FormCatalog.Default.Parts).Where(part => part.Scope == Scope.Level).ToList();
            var checks = parts.Count < 2 ? [] : FormCatalog.Default.CheckSections(parts[0], parts[1]);
            string[] fired =
            [
                .. checks.Where(check => !check.IsOpen)
                    .Select(check => $"report.section_differs@{check.Section.Id}@level@region")
                    .Order(StringComparer.Ordinal),
            ];

            Assert.Equal(KnownSections.Broken(onFile), fired);
            found += fired.Length;
        }

        Assert.NotEqual(0, found);
    }

    [Fact]
    public void Reports_with_the_same_tables_are_exactly_those_with_the_same_digest()
    {
        foreach (var year in Years.Value)
        {
            var labels = KnownCopies.Broken(year);
            var digests = year.Where(report => report.OnFile is not null).ToDictionary(
                report => report.Name, report => FormCatalog.Default.Copies.DigestOf(report.OnFile!));
            var organs = digests.Where(report => report.Value is not null)
                .ToLookup(report => report.Value!.Value, report => report.Key.Organ);

            Assert.All(digests, report => Assert.Equal(
                report.Value is { } digest && organs[digest].Distinct(StringComparer.Ordinal).Skip(1).Any(),
                labels[report.Key].Contains("report.identical", StringComparer.Ordinal)));
        }

        Assert.Contains(Years.Value, year => KnownCopies.Broken(year).Count > 0);
    }

    [Fact]
    public void A_marked_copy_differs_where_its_original_was_corrected_or_withdrawn()
    {
        var marked = Years.Value.SelectMany(year => year.Where(report => report.CopyOf is not null)
            .Select(report => (Report: report, Label: KnownCopies.Broken(year)[report.Name]))).ToList();

        Assert.All(marked, copy => Assert.Equal(
            copy.Report.CopyOf!.Fate is Fate.Corrected or Fate.Withdrawn,
            copy.Label.Contains("report.copy_differs", StringComparer.Ordinal)));
        Assert.Contains(marked, copy => copy.Report.CopyOf!.Fate == Fate.Corrected);
        Assert.Contains(marked, copy => copy.Report.CopyOf!.Fate == Fate.Withdrawn);
        Assert.Contains(marked, copy => copy.Report.CopyOf!.Fate == Fate.Filed);
    }

    [Fact]
    public void A_copy_has_the_tables_of_its_general_office_as_first_filed()
    {
        var year = Years.Value[^1];
        var copies = year.Where(report => report.Spoilt == "report.identical").ToList();

        Assert.NotEmpty(copies);
        Assert.All(copies, copy => Assert.Contains(
            year, report => report.Organ.Kind == OrganKind.GeneralOffice
                && report.Organ.Division == copy.Organ.Division
                && FormCatalog.Default.Copies.DigestOf(report.Content)
                    == FormCatalog.Default.Copies.DigestOf(copy.Content)));
    }

    [Fact]
    public void A_spoilt_section_differs_unless_another_report_is_missing_or_was_mended()
    {
        var spoilt = Years.Value.SelectMany(year => year.GroupBy(report => report.Organ.Id, StringComparer.Ordinal))
            .Where(organ => organ.Any(report => report.Spoilt == "report.section_differs"))
            .Where(organ => organ.All(report => report.OnFile == report.Content))
            .ToList();

        Assert.NotEmpty(spoilt);
        Assert.All(spoilt, organ => Assert.NotEmpty(
            KnownSections.Broken([.. organ.Select(report => report.OnFile!)])));
    }
}
