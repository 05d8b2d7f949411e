#!/usr/bin/env bash
# Makes the Python modules of the protos, and of those of Google that they import (Debian has no package of these).
# Usage: generate.sh TARGET GOOGLE-PROTOS...
set -euo pipefail

ours=$(cd "$(dirname "${BASH_SOURCE[0]}")/../../protos" && pwd)
target=$1
shift
mkdir -p "$target"
mapfile -t files < <(cd "$ours" && find ogi/stats/v1 -name '*.proto' | sort)
protoc -I "$ours" "${@/#/-I}" --python_out="$target" --grpc_out="$target" \
  --plugin=protoc-gen-grpc="$(command -v grpc_python_plugin)" "${files[@]}" \
  google/api/{annotations,http,field_behavior,resource}.proto google/rpc/{status,error_details}.proto \
  google/type/date.proto
