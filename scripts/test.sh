#!/usr/bin/env bash
# Sets up what the tests need and runs them all; ends with "N passed, N failed, N skipped". Needs only the .NET SDK.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

usage() {
  cat <<'END'
用法 Usage: scripts/test.sh [选项 options]
  --all          还安装其他语言的客户端、浏览器和工具,并运行它们的测试
                 also install other languages' clients, a browser and tools, and run their tests
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

install_tools() {
  local lock
  if can_be_root && have apt-get; then
    apt_install python3-grpcio python3-protobuf protobuf-compiler protobuf-compiler-grpc curl chromium \
      fonts-noto-cjk
  else
    say '不是 Debian 系统,请自行安装:python3-grpcio、protoc、curl、chromium、Node.js。缺少工具的测试会失败。' \
      'Not Debian: install Python grpcio, protoc, curl, chromium and Node.js yourself; tests without their tool fail.'
  fi
  for lock in scripts/npm/buf/package-lock.json tests/clients/*/package-lock.json; do
    [[ ! -e $lock ]] || npm_install "$(dirname "$lock")" || true # a test that misses it says so
  done
}

need_dotnet
# Without PostgreSQL the other tests still run; those of the database fail with the same sentence.
ensure_postgres || true
if [[ $all == yes ]]; then
  [[ $install == no ]] || install_tools
  export STATS_TEST_ALL=1
fi
PATH=$(buf_folder):$PATH

results=$(mktemp -d)
trap 'rm -rf "$results"' EXIT
rc=0
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
