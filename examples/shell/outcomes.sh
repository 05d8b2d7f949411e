#!/usr/bin/env bash
# The same question, the outcomes of an organ's applications in a year, in three ways: curl, buf curl, statsctl.
# Usage: outcomes.sh GRPC-ADDRESS JSON-ADDRESS ORGAN YEAR       (those whose program is missing are left out)
set -euo pipefail

grpc=$1 json=$2 organ=$3 year=$4

# --retry also for 503, which is what UNAVAILABLE is over HTTP. To read again changes nothing.
curl --silent --show-error --fail-with-body --retry 5 --retry-connrefused \
  "$json/v1/statistics/applicationOutcomes?selection.organs=$organ&selection.first_year=$year"
echo

# Asks the service itself what it can: reflection is on. `buf curl --list-methods $grpc` lists everything.
if command -v buf >/dev/null; then
  buf curl --protocol grpc --http2-prior-knowledge "$grpc/ogi.stats.v1.StatisticsService/QueryApplicationOutcomes" \
    --data "{\"selection\": {\"organs\": [\"$organ\"], \"first_year\": $year}}"
fi

# For people a table, with --json the same message; waits for a service that is not there yet by itself.
if command -v statsctl >/dev/null; then
  statsctl query outcomes --organ "$organ" --year "$year" --server "$grpc" --json
fi
