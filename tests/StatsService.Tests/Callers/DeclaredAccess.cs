using Google.Protobuf.Reflection;
using Ogi.Stats.V1;
using StatsService.Callers;

namespace StatsService.Tests.Callers;

/// <summary>Who may call an rpc stands in the protos.</summary>
public sealed class DeclaredAccess
{
    [Fact]
    public void Every_rpc_declares_who_may_call_it()
    {
        var undeclared = RpcAccess.Rpcs.Keys
            .Where(rpc => RpcAccess.Declared(rpc) is not { Role: not Role.Unspecified });

        Assert.NotEmpty(RpcAccess.Rpcs);
        Assert.Empty(undeclared);
    }

    [Fact]
    public void Every_subtree_names_fields_of_its_request() =>
        Assert.Empty(
            from rpc in RpcAccess.Rpcs
            from path in RpcAccess.Declared(rpc.Key)!.Subtree
            where !IsText(rpc.Value.InputType, path.Split('.'))
            select $"{rpc.Key}: {path}");

    [Fact]
    public void Every_rpc_that_writes_names_a_subtree() =>
        Assert.Empty(
            from rpc in RpcAccess.Rpcs.Keys
            where RpcAccess.Declared(rpc) is { Role: not Role.Reader, Subtree.Count: 0 }
            select rpc);

    [Fact]
    public void On_whose_behalf_is_always_part_of_the_subtree() =>
        Assert.Empty(
            from rpc in RpcAccess.Rpcs
            where rpc.Value.InputType.FindFieldByName("on_behalf_of") is not null
                && !RpcAccess.Declared(rpc.Key)!.Subtree.Contains("on_behalf_of")
            select rpc.Key);

    [Fact]
    public void A_stream_of_requests_is_checked_item_by_item() =>
        Assert.Empty(
            from rpc in RpcAccess.Rpcs
            where rpc.Value.IsClientStreaming != RpcAccess.Declared(rpc.Key)!.EachItem
            select rpc.Key);

    [Fact]
    public void Every_service_of_the_API_is_among_them()
    {
        var services = typeof(ReportService).Assembly.GetTypes()
            .Where(type => type.Namespace == typeof(ReportService).Namespace)
            .Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => (FileDescriptor)type.GetProperty("Descriptor")!.GetValue(null)!)
            .SelectMany(file => file.Services)
            .SelectMany(s => s.Methods)
            .Select(method => $"/{method.Service.FullName}/{method.Name}");

        Assert.Equal(services.Order(StringComparer.Ordinal), RpcAccess.Rpcs.Keys.Order(StringComparer.Ordinal));
    }

    private static bool IsText(MessageDescriptor message, string[] path) =>
        message.FindFieldByName(path[0]) is { } field
        && (path.Length == 1
            ? field.FieldType == FieldType.String
            : field.FieldType == FieldType.Message && !field.IsRepeated && IsText(field.MessageType, path[1..]));
}
