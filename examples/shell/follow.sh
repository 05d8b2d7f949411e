#!/usr/bin/env bash
# Keeps a copy of what is on file under a division in a file, with curl and jq. Kill it whenever you like.
# Usage: follow.sh ADDRESS DIVISION COPY.json       (`jq .resources COPY.json` is the copy)
#
# The rule that makes a copy miss nothing: what changed is stored together with the position that it reaches to. Here
# both are in one file, which is replaced as a whole.
set -euo pipefail

address=$1 copy=$3
query="filter.divisions=$2&view=CHANGE_VIEW_FULL"
answer=$(mktemp)
trap 'rm -f "$answer"' EXIT

# Reads into $answer. 0: done; 1: what passes, try again; 2: begin with a new snapshot.
get() {
  local status=0 reason
  status=$(curl --silent --show-error --max-time 120 --output "$answer" --write-out '%{http_code}' "$address$1") ||
    return 1 # no connection, or a broken one
  [[ $status != 200 ]] || return 0
  [[ $status != 5?? ]] || return 1
  reason=$(jq -r '.details[]? | .reason // empty' "$answer" | head -n 1) # stable: docs/errors.md
  [[ $reason != HISTORY_CHANGED && $reason != FEED_CHANGED ]] || return 2
  jq -r '.message' "$answer" >&2
  exit 1
}

# Makes the copy anew by a jq program: whoever reads, or is killed here, has the old one or the new one.
store() {
  jq "$@" >"$copy.new" && mv "$copy.new" "$copy"
}

# Everything as it stands now. Only the last message of a whole snapshot has totalCount.
take_snapshot() {
  get "/v1/snapshot?$query" || return
  jq --slurp --exit-status 'last.totalCount' "$answer" >/dev/null || return 1
  store --slurp '{
    position: last.position,
    resources: [.[] | (.divisions, .organs, .reports) | select(.) | .[] | {key: .name, value: .}] | from_entries
  }' "$answer"
}

# What a change leaves takes the place of what was there; what left the division or was withdrawn goes.
read_page() {
  get "/v1/changes?$query&after_position=$(jq -r .position "$copy")" || return
  # shellcheck disable=SC2016 # the variables are jq's
  store --slurpfile page "$answer" 'reduce $page[0].changes[]? as $change (.;
    ($change | .report // .organ // .division // .catalogVersion) as $name
    | ($change | .reportAfter // .organAfter // .divisionAfter) as $after
    | if $after then .resources[$name] = $after else del(.resources[$name]) end)
    | .position = $page[0].position' "$copy"
}

pause=1
step=read_page
[[ -e $copy ]] || step=take_snapshot
while true; do
  rc=0
  $step || rc=$?
  case $rc in
    0) pause=1 step=read_page && { jq --exit-status .hasMore "$answer" >/dev/null || sleep 1; } ;;
    2) step=take_snapshot ;; # the service's database was restored, or the division is another one
    *) sleep "$pause" && pause=$((pause < 16 ? 2 * pause : 30)) ;;
  esac
done
