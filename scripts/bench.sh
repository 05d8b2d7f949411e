#!/usr/bin/env bash
# Runs a benchmark by name (default: all).
# Each measures both sides of its ratio in one run; docs/performance.md has the figures.
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
cd "$root"
need_dotnet
ensure_postgres
exec dotnet run -c Release --project benchmarks/StatsService.Benchmarks -- "$@"
