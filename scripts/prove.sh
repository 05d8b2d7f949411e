#!/usr/bin/env bash
# Proves by force what must never fail: prove.sh follower [writes]. Prints one line, ending in PASS or SHORT.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"
case ${1:-} in
  follower) filter=KilledFollowers writes=${2:-20000} ;;
  *)
    say '用法：scripts/prove.sh follower [写入次数，默认20000]' 'Usage: scripts/prove.sh follower [writes, 20000 by default]' >&2
    exit 2
    ;;
esac
need_dotnet
ensure_postgres
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
STATS_PROVE_WRITES=$writes STATS_PROVE_RESULT=$work/result dotnet test tests/StatsService.Tests -c Release -v q \
  --filter "FullyQualifiedName~$filter" >"$work/log" 2>&1 || rc=$?
if [[ ! -s $work/result ]]; then
  cat "$work/log"
  exit 1
fi
cat "$work/result"
exit "${rc:-0}"
