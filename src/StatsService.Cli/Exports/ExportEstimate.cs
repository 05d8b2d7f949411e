using Wire = Ogi.Stats.V1;

namespace StatsService.Cli.Exports;

/// <summary>How large an export would be.</summary>
internal static class ExportEstimate
{
    public static async Task<int> Show(Session session, Wire.EstimateExportRequest request, CancellationToken ct)
    {
        var size = await session.Server.Exports.EstimateExportAsync(request, session.Server.Call(ct));
        session.Screen.Answer(size);
        session.Screen.Line($"报告或查询行 items: 约 about {size.ItemCount:N0}");
        session.Screen.Line($"文件行 rows: 约 about {size.RowCount:N0}");
        session.Screen.Line($"字节 bytes: 约 about {size.ByteCount:N0}");
        return ExitCodes.Ok;
    }
}
