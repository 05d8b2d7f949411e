using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Ogi.Stats.Store.V1;
using StatsService.Callers;
using StatsService.Forms;
using Wire = Ogi.Stats.V1;

namespace StatsService.Reports;

/// <summary>Reads the narrative sections of a report.</summary>
/// <param name="group">What other filings brought that are not stored yet. Null: nothing.</param>
internal sealed class SectionReader(Sources sources, FilingGroup? group, ICollection<ContentProblem> problems)
{
    private const int MaxSections = 50;
    private const int MaxHeading = 200;
    private const int MaxText = 200_000;

    /// <summary>Puts them into <paramref name="header"/>, and gives the texts that are to be stored.</summary>
    public async Task<IReadOnlyCollection<SourceText>> Read(
        IReadOnlyList<Wire.NarrativeSection> sections, ReportHeader header, Caller caller, CancellationToken ct)
    {
        var texts = new List<SourceText>();
        if (sections.Count > MaxSections)
        {
            Add(
                "TOO_MANY", "narrative_sections",
                $"最多{MaxSections}个叙述部分。", $"At most {MaxSections} narrative sections are allowed.");
            return texts;
        }

        for (var i = 0; i < sections.Count; i++)
        {
            var (section, path) = (sections[i], $"narrative_sections[{i}]");
            CheckHeading(section.Heading, path + ".heading");
            if (await Text(section, path, caller, ct) is { } text)
            {
                header.Sections.Add(new StoredSection
                {
                    Heading = section.Heading,
                    Sha256 = ByteString.CopyFrom(text.Sha256),
                });
                if (section.Text.Length > 0)
                {
                    texts.Add(text);
                }
            }
        }

        return texts;
    }

    /// <summary>The text of a section, with content only where that was sent; null where none can be.</summary>
    private async Task<SourceText?> Text(
        Wire.NarrativeSection section, string path, Caller caller, CancellationToken ct)
    {
        if (section is { Text.Length: > 0, Source.Length: > 0 })
        {
            Add(
                "INVALID_VALUE", path + ".source",
                "text与source只能给出其一。", "Give the text or the source, not both.");
        }
        else if (section.Text.Length > MaxText)
        {
            Add(
                "TOO_LONG", path + ".text",
                $"长度{section.Text.Length}超过上限{MaxText}个字符。",
                $"{section.Text.Length} characters; at most {MaxText} are allowed.");
        }
        else if (section.Text.Length > 0)
        {
            var bytes = Encoding.UTF8.GetBytes(section.Text);
            return new(SHA256.HashData(bytes), "text/plain; charset=utf-8", bytes);
        }
        else if (section.Source.Length == 0)
        {
            Add(
                "REQUIRED_FIELD", path + ".text",
                "叙述部分须给出text，或给出已存储的source（sources/{sha256}）。",
                "A narrative section needs its text, or a source (sources/{sha256}) that is stored already.");
        }
        else if (Sources.ParseHash(section.Source) is not { } hash)
        {
            Add(
                "INVALID_NAME", path + ".source",
                $"“{section.Source}”不是有效名称；应形如sources/{{sha256}}（64位十六进制）。",
                $"'{section.Source}' is no valid name; it looks like sources/{{sha256}} (64 hex digits).");
        }
        else if (group?.Brings(hash) == true || await sources.IsShown(hash, caller, ct))
        {
            return new(hash, "", []);
        }
        else
        {
            Add(
                "UNKNOWN_SOURCE", path + ".source",
                $"没有存储“{section.Source}”，或调用方看不到用到它的报告；请改用text给出原文。",
                $"'{section.Source}' is not stored, or the caller sees no report that uses it; send the text itself.");
        }

        return null;
    }

    private void CheckHeading(string heading, string path)
    {
        if (heading.Length > MaxHeading)
        {
            Add(
                "TOO_LONG", path,
                $"长度{heading.Length}超过上限{MaxHeading}个字符。",
                $"{heading.Length} characters; at most {MaxHeading} are allowed.");
        }

        if (heading.Any(char.IsControl))
        {
            Add("INVALID_VALUE", path, $"{path}含有控制字符；请删去。", $"{path} holds control characters; take them out.");
        }
    }

    private void Add(string reason, string path, string zh, string en) => problems.Add(new(reason, path, new(zh, en)));
}
