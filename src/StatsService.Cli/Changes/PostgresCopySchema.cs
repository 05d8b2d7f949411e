namespace StatsService.Cli.Changes;

/// <summary>The tables of a copy in PostgreSQL; consumers read them, so they only ever grow.</summary>
internal static class PostgresCopySchema
{
    /// <summary>
    /// Each resource as protobuf JSON, what one asks by as columns; and the cells of all tables as rows. A cell without
    /// a number has none: <c>gap</c> says why.
    /// </summary>
    public const string Sql = """
        create schema if not exists ogi_copy;
        create table if not exists ogi_copy.division (
          name text primary key, data jsonb not null, snapshot int not null,
          title text generated always as (data ->> 'title') stored);
        create table if not exists ogi_copy.organ (
          name text primary key, data jsonb not null, snapshot int not null,
          division text generated always as (data ->> 'division') stored,
          title text generated always as (data ->> 'title') stored);
        create table if not exists ogi_copy.report (
          name text primary key, data jsonb not null, snapshot int not null,
          organ text generated always as ('organs/' || split_part(name, '/', 2)) stored,
          year int generated always as (split_part(split_part(name, '/', 4), '-', 1)::int) stored,
          scope text generated always as (split_part(split_part(name, '/', 4), '-', 2)) stored,
          state text generated always as (data ->> 'state') stored);
        create index if not exists report_year on ogi_copy.report (year, organ);
        create or replace view ogi_copy.cell as
          select report.name as report, report.organ, report.year, report.scope,
            given.value ->> 'table' as "table", given.value ->> 'form' as form, cell.key as cell,
            coalesce((cell.value ->> 'count')::numeric, (cell.value -> 'amount' ->> 'value')::numeric) as value,
            cell.value -> 'amount' ->> 'unit' as unit, cell.value ->> 'gap' as gap, cell.value ->> 'printed' as printed
          from ogi_copy.report, jsonb_array_elements(report.data -> 'tables') given,
            jsonb_each(given.value -> 'cells') cell;
        create table if not exists ogi_copy.pull (
          one boolean primary key default true check (one), position text not null, snapshot int not null,
          is_taken boolean not null, resume_token text not null, updated timestamptz not null default now());
        """;

    public static readonly IReadOnlyList<string> Tables = ["division", "organ", "report"];

    /// <param name="name">Of a resource.</param>
    public static string TableOf(string name) =>
        name.StartsWith("divisions/", StringComparison.Ordinal) ? "division"
        : name.Contains("/reports/", StringComparison.Ordinal) ? "report"
        : "organ";
}
