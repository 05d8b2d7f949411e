#!/usr/bin/env bash
# Sets up what the tests need and runs them all; ends with "N passed, N failed, N skipped". Needs only the .NET SDK.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
  cat <<'END'
用法 Usage: scripts/test.sh [选项 options]
  --all          还安装其他语言的客户端和工具，并运行它们的测试；缺工具的测试算失败
                 also install other languages' clients and tools, and run their tests; one without its tool fails
  --no-install   不安装任何东西 | install nothing
  --help
END
}

all=no
while [[ $# -gt 0 ]]; do
  case $1 in
    --all) all=yes ;;
    --no-install) install=no ;;
    --help | -h) usage && exit ;;
    *) usage >&2 && exit 2 ;;
  esac
  shift
done
cd "$root"

# Each on its own, so that what one feed lacks does not keep the others away.
install_tools() {
  local rc=0 lock
  if can_be_root && have apt-get; then
    apt_install python3-grpcio python3-protobuf protobuf-compiler protobuf-compiler-grpc || rc=1
    apt_install python3-openpyxl || rc=1
    apt_install curl jq postgresql-client || rc=1
    have java || apt_install default-jdk-headless || rc=1
    have chromium || apt_install chromium || rc=1
  else
    say '不是Debian系统，请自行安装：python3-grpcio、python3-openpyxl、protoc、curl、jq、psql、JDK 17、Chromium、Node.js。' \
      'Not Debian: install Python grpcio and openpyxl, protoc, curl, jq, psql, a JDK (17), Chromium, Node.js yourself.'
  fi
  for lock in {tests/clients,examples}/*/package-lock.json scripts/npm/buf/package-lock.json; do
    npm_install "$(dirname "$lock")" || rc=1
  done
  return $rc
}

need_dotnet
# Without PostgreSQL or a tool the other tests still run; those that need it fail, and say what to install.
ensure_postgres || true
if [[ $all == yes ]]; then
  [[ $install == no ]] || install_tools ||
    say '有的工具没有装上：缺工具的测试会失败，并写明缺什么。' 'Some tools are missing: their tests fail and name them.'
  PATH=$PATH:$(buf_folder)
  export STATS_TEST_ALL=1 PATH
fi

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
rc=0
# All of it first: a test builds no more than it needs, and the benchmarks would break unnoticed.
dotnet build StatsService.sln -c Release -v q -nologo || rc=$?
dotnet test StatsService.sln -c Release --logger "trx;LogFilePrefix=t" --results-directory "$results" || rc=$?
# The build server reads the last line. A run without any test has failed.
grep -ho '<Counters [^>]*' "$results"/*.trx 2>/dev/null | awk '
  { for (i = 1; i <= NF; i++) if (split($i, a, "\"") > 1) n[a[1]] += a[2] }
  END {
    failed = n["failed="] + n["error="] + n["timeout="] + n["aborted="]
    printf "%d passed, %d failed, %d skipped\n", n["passed="], failed, n["total="] - n["executed="]
    exit failed > 0 || n["passed="] == 0
  }' || rc=1
exit $rc
