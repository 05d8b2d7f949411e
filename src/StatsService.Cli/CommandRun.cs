using System.CommandLine;
using Grpc.Core;
using StatsService.Cli.Server;

namespace StatsService.Cli;

/// <summary>How commands run and fail: the one place where a failure becomes an exit code.</summary>
internal static class CommandRun
{
    public static void OnRun(this Command command, Func<ParseResult, Session, CancellationToken, Task<int>> run) =>
        command.SetAction(async (parsed, ct) =>
        {
            using var session = new Session(parsed);
            try
            {
                return await run(parsed, session, ct);
            }
            catch (Exception) when (ct.IsCancellationRequested)
            {
                return ExitCodes.Interrupted;
            }
            catch (RpcException e)
            {
                return FailureScreen.Show(session.Screen, e, session.Server.Address);
            }
            catch (UsageException e)
            {
                session.Screen.Complain(e.Text);
                return ExitCodes.Usage;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                session.Screen.Complain(new(e.Message, e.Message));
                return ExitCodes.Usage;
            }
            catch (Exception e)
            {
                session.Screen.Complain(new(
                    $"statsctl内部错误，请将以下内容一并报告：{e.Message}",
                    $"An internal error of statsctl; please report it with what follows: {e.Message}"));
                session.Screen.Note(e.ToString());
                return ExitCodes.Failed;
            }
        });
}
