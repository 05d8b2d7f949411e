#!/usr/bin/env bash
# Starts the service on this machine, on a PostgreSQL of its own, with the sample reports. Needs only the .NET SDK.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
  cat <<'END'
用法 Usage: scripts/run.sh [选项 options]
  --data DIR         数据文件夹 data folder (default: ~/.local/share/stats-service/postgres; root: /var/lib/…)
  --grpc-port PORT   gRPC，明文 cleartext HTTP/2 (default 5001)
  --http-port PORT   JSON，HTTP/1.1 (default 5002)
  --no-samples       不报送samples/中的报告 | do not file the reports in samples/
  --no-install       缺PostgreSQL时不安装 | install nothing where PostgreSQL is missing
  --help
环境变量 Environment: ConnectionStrings__Stats (自备数据库 a database of yours), STATS_PG_BIN (PostgreSQL程序 programs),
  Kestrel__Endpoints__Grpc__Url, Kestrel__Endpoints__Http__Url
END
}

samples=yes
export Kestrel__Endpoints__Grpc__Url=${Kestrel__Endpoints__Grpc__Url:-http://127.0.0.1:5001}
export Kestrel__Endpoints__Http__Url=${Kestrel__Endpoints__Http__Url:-http://127.0.0.1:5002}
while [[ $# -gt 0 ]]; do
  [[ $1 != --data && $1 != --*-port || -n ${2:-} ]] || { usage >&2 && exit 2; }
  case $1 in
    --data) export EmbeddedPostgres__DataFolder=$2 && shift ;;
    --grpc-port) export Kestrel__Endpoints__Grpc__Url=http://127.0.0.1:$2 && shift ;;
    --http-port) export Kestrel__Endpoints__Http__Url=http://127.0.0.1:$2 && shift ;;
    --no-samples) samples=no ;;
    --no-install) install=no ;;
    --help | -h) usage && exit ;;
    *) usage >&2 && exit 2 ;;
  esac
  shift
done
# A relative folder is the caller's, not the checkout's.
if [[ -n ${EmbeddedPostgres__DataFolder:-} ]]; then
  EmbeddedPostgres__DataFolder=$(realpath -m "$EmbeddedPostgres__DataFolder")
fi
grpc=${Kestrel__Endpoints__Grpc__Url%/}
http=${Kestrel__Endpoints__Http__Url%/}
service_dll=artifacts/bin/StatsService/release/StatsService.dll
statsctl_dll=artifacts/bin/StatsService.Cli/release/statsctl.dll
cd "$root"

# Opens a connection to an address as file 3.
connect() {
  local address=${1#*://}
  local host=${address%:*}
  [[ $host != [*+] ]] || host=127.0.0.1
  exec 3<>"/dev/tcp/$host/${address##*:}"
} 2>/dev/null

healthy() {
  local status=
  connect "$http" || return 1
  printf 'GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
  read -r -t 5 status <&3 || true
  exec 3>&-
  [[ $status == *' 200'* ]]
}

# Safe to repeat: statsctl makes the request id of a file from its contents, so corrections made since stay.
file_samples() {
  local output
  output=$(dotnet $statsctl_dll file samples/*.json samples/neighbours/*.json --server "$grpc" 2>&1) && {
    say '示例报告已在库中。' 'The sample reports are on file.'
    return
  }
  kill -0 $$ 2>/dev/null || return 0
  say '有示例报告未能报送：' 'Some sample reports could not be filed:'
  printf '%s\n' "$output"
}

show_queries() {
  local cli
  cli="dotnet $(printf '%q' "$root/$statsctl_dll")"
  cat <<END

gRPC  $grpc   (明文 HTTP/2 cleartext)
JSON  $http   (HTTP/1.1)
按Ctrl-C停止服务和数据库 | Ctrl-C stops the service and its database

长治市2019年依申请公开办理结果 | Application outcomes of 长治市 for 2019:
  curl '$http/v1/statistics/applicationOutcomes?selection.organs=organs/140400&selection.first_year=2019'
  $cli query outcomes --organ 140400 --year 2019 --server $grpc
长治市2019年：已发布的与逐级汇总的 | 长治市, 2019: as published, and as its counties add up (six of them made up):
  curl '$http/v1/divisions/140400:reconcile?year=2019'
怀柔区2018年年报及其勾稽检查 | The report of 怀柔区 for 2018 with its findings:
  $cli get organs/110116/reports/2018-region --server $grpc

END
}

# Beside the service, which this script becomes (so that signals and the exit code are its own).
follow_up() {
  until healthy; do
    kill -0 $$ 2>/dev/null || return 0
    sleep 0.3
  done
  [[ $samples == no ]] || file_samples
  kill -0 $$ 2>/dev/null && show_queries
}

need_dotnet
[[ -n ${ConnectionStrings__Stats:-} ]] || ensure_postgres
for address in "$grpc" "$http"; do
  ! connect "$address" || die "${address}已被占用。服务可能已在运行；也可用--grpc-port、--http-port换端口。" \
    "$address is taken. Perhaps the service runs already; or choose other ports with --grpc-port and --http-port."
done
say '编译中，第一次约需一分钟……' 'Building; the first time takes about a minute…'
log=$(mktemp)
for project in src/StatsService src/StatsService.Cli; do
  dotnet build "$project" -c Release >"$log" || {
    cat "$log" >&2
    rm -f "$log"
    die "${project}编译失败。" "$project does not build."
  }
done
rm -f "$log"
follow_up &
exec dotnet "$service_dll"
