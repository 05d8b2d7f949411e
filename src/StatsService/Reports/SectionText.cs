using System.Security.Cryptography;
using System.Text;

namespace StatsService.Reports;

/// <summary>A narrative text as it is stored.</summary>
internal static class SectionText
{
    public static SourceText Of(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        return new(SHA256.HashData(bytes), "text/plain; charset=utf-8", bytes);
    }
}
