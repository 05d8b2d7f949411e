namespace StatsService.Embedded.Tests;

public sealed class FindingBinaries : IDisposable
{
    private readonly DirectoryInfo _machine = Directory.CreateTempSubdirectory("stats-bin-");

    public void Dispose() => _machine.Delete(recursive: true);

    [Fact]
    public void The_first_one_is_taken() =>
        Assert.Equal("17.10", PostgresBinaries.Choose([Install("17.10"), Install("18beta1")], wanted: null).Version);

    [Fact]
    public void The_one_that_wrote_the_data_goes_first() =>
        Assert.Equal(15, PostgresBinaries.Choose([Install("18beta1"), Install("15.18 (Debian)")], wanted: 15).Major);

    [Fact]
    public void Where_the_one_that_wrote_the_data_is_gone_the_newest_is_taken() =>
        Assert.Equal(18, PostgresBinaries.Choose([Install("18.4"), Install("17.1")], wanted: 15).Major);

    [Fact]
    public void One_too_old_is_passed_over() =>
        Assert.Equal(16, PostgresBinaries.Choose([Install("10.23"), Install("16.1")], wanted: null).Major);

    [Fact]
    public void Only_one_too_old_is_refused_by_name()
    {
        var refused = Assert.Throws<EmbeddedPostgresException>(
            () => PostgresBinaries.Choose([Install("10.23")], wanted: null));
        Assert.Contains("10.23", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void None_is_refused_with_what_to_install()
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
