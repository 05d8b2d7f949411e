namespace StatsService.Embedded.Tests;

public sealed class FindingBinaries : IDisposable
{
    private readonly DirectoryInfo _machine = Directory.CreateTempSubdirectory("stats-bin-");

    public void Dispose() => _machine.Delete(recursive: true);

    [Fact]
    public void Of_several_installations_the_first_is_taken() =>
        Assert.Equal("17.10", PostgresBinaries.Choose([Install("17.10"), Install("18beta1")], wanted: null).Version);

    [Fact]
    public void The_installation_that_wrote_the_data_goes_first() =>
        Assert.Equal(15, PostgresBinaries.Choose([Install("18beta1"), Install("15.18 (Debian)")], wanted: 15).Major);

    [Fact]
    public void Without_the_one_that_wrote_the_data_the_first_is_taken_and_the_start_then_names_both() =>
        Assert.Equal(18, PostgresBinaries.Choose([Install("18.4"), Install("17.1")], wanted: 15).Major);

    [Fact]
    public void An_installation_that_is_too_old_is_passed_over() =>
        Assert.Equal(16, PostgresBinaries.Choose([Install("10.23"), Install("16.1")], wanted: null).Major);

    [Fact]
    public void Where_all_installations_are_too_old_the_start_is_refused_by_version()
    {
        var refused = Assert.Throws<EmbeddedPostgresException>(
            () => PostgresBinaries.Choose([Install("10.23")], wanted: null));
        Assert.Contains("10.23", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_installation_the_start_is_refused_with_what_to_install()
    {
        var refused = Assert.Throws<EmbeddedPostgresException>(
            () => PostgresBinaries.Choose([_machine.FullName], wanted: null));
        Assert.Contains("apt-get install postgresql", refused.Message, StringComparison.Ordinal);
        Assert.Contains("dnf install postgresql-server", refused.Message, StringComparison.Ordinal);
        Assert.Contains("请安装", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A folder with programs that only know their version.</summary>
    private string Install(string version)
    {
        var folder = _machine.CreateSubdirectory(version.Split(' ')[0]).FullName;
        foreach (var name in new[] { "initdb", "pg_ctl", "postgres" })
        {
            var program = Path.Combine(folder, name);
            File.WriteAllText(program, $"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n");
            File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
        }

        return folder;
    }
}
