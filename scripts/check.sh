#!/usr/bin/env bash
# What a change must satisfy besides its tests: formatting, protos, manifests, scripts. Offline once the tools are here.
# With CI=true also shellcheck is installed. What a missing tool leaves unchecked is said, and fails nothing.
# shellcheck disable=SC2317 # functions that only check() calls
set -euo pipefail
# shellcheck source=scripts/lib.sh
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

[[ ${1:-} != --no-install ]] || install=no
cd "$root"
failed=0
# A heading, then the check; goes on after a failure, so that one run shows them all.
check() {
  local name=$1
  shift
  printf '== %s\n' "$name"
  "$@" || {
    failed=1
    printf '** %s failed | 未通过\n' "$name"
  }
}

not_checked() { say "** 未检查${1}：$2" "** not checked: $1: $3"; }

formatting() { dotnet restore -v quiet && dotnet format --no-restore --verify-no-changes; }

# In characters, not bytes: C.UTF-8 makes them the same on every machine.
lines() {
  local rc=0
  LC_ALL=C.UTF-8 git --no-pager grep -nE '^.{121,}' -- '*.cs' '*.proto' '*.sh' || rc=$?
  [[ $rc == 1 ]] # none found
}

# The protos of a folder, with everything they import, as one image: buf then needs neither registry nor network.
image() {
  local packages protoc grpc_tools common
  packages=$(dotnet nuget locals global-packages --list | sed 's/^[^:]*: //; s|/*$||')
  grpc_tools=$packages/grpc.tools/$(package_version Grpc.Tools)
  common=$packages/google.api.commonprotos/$(package_version Google.Api.CommonProtos)/content/protos
  protoc=$grpc_tools/tools/linux_$([[ $(uname -m) == aarch64 ]] && echo arm64 || echo x64)/protoc
  (cd "$1" && find . -name '*.proto' -printf '%P\0' | sort -z | xargs -0 "$protoc" \
    -I . -I "$common" -I "$grpc_tools/build/native/include" --include_imports --include_source_info -o "$2")
}
package_version() { sed -n "s/.*Include=\"$1\" Version=\"\([^\"]*\)\".*/\1/p" Directory.Packages.props; }

protos() {
  image protos "$work/new.binpb" && buf lint "$work/new.binpb" --config protos/buf.yaml &&
    buf format -d --exit-code protos
}

# The last release: its tag, or, where tags were not fetched, the commit that set its version.
release() {
  git describe --tags --abbrev=0 --match 'v*' 2>/dev/null ||
    { [[ $(git rev-parse --is-shallow-repository) == false ]] &&
      git log -1 --format=%H -G '<Version>' -- Directory.Build.props | grep .; }
}

breaking() {
  local release rc=0
  release=$(release) || {
    not_checked 'buf breaking' "这里没有已发布的版本（浅克隆请先git fetch --tags --unshallow）" \
      'no release is here (in a shallow clone: git fetch --tags --unshallow)'
    return 0
  }
  mkdir "$work/old" && git archive "$release" protos | tar x -C "$work/old" &&
    image "$work/old/protos" "$work/old.binpb" || return 1
  buf breaking "$work/new.binpb" --against "$work/old.binpb" --config protos/buf.yaml --error-format json \
    >"$work/breaks" || rc=$?
  [[ $rc == 0 || $rc == 100 ]] && only_intended "$work/breaks" # 100: it found some
}

# Before v1.0.0 a break passes if "Unreleased" in the changelog names it, and it names nothing else:
# - `RULE` `files, * for any` `words of buf's message`: why
only_intended() {
  local rule files words path message line i rc=0
  local -a intended used=()
  # shellcheck disable=SC2016 # the backticks are the changelog's
  mapfile -t intended < <(sed -n '/^## Unreleased/,/^## [0-9]/p' CHANGELOG.md |
    sed -nE 's/^- `([A-Z_]+)` `([^`]+)` `([^`]+)`.*/\1\t\2\t\3/p')
  while IFS=$'\t' read -r path rule message; do
    for i in "${!intended[@]}"; do
      IFS=$'\t' read -r line files words <<<"${intended[i]}"
      # shellcheck disable=SC2053 # a pattern is meant
      [[ $rule == "$line" && $path == $files && $message == *"$words"* ]] && used[i]=yes && continue 2
    done
    printf '%s: %s: %s\n' "$path" "$rule" "$message" && rc=1
  done < <(sed -E 's/.*"path":"([^"]*)".*"type":"([^"]*)","message":"(.*)"\}$/\1\t\2\t\3/; s/\\"/"/g' "$1")
  for i in "${!intended[@]}"; do
    [[ ${used[i]:-} ]] || { printf 'CHANGELOG.md: no such break: %s\n' "${intended[i]}" && rc=1; }
  done
  return "$rc"
}

manifests() {
  local folder
  for folder in k8s/base k8s/overlays/*; do
    [[ ! -d $folder ]] || kubectl kustomize "$folder" >/dev/null || return 1
  done
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
need_dotnet
check 'dotnet format' formatting
check 'lines of at most 120 characters' lines
PATH=$(buf_folder):$PATH
[[ $install == no ]] || npm_install scripts/npm/buf || true
[[ $install == no || ${CI:-} != true ]] || have shellcheck || ! have apt-get || apt_install shellcheck || true
if have buf; then
  check 'buf lint, buf format' protos
  check 'buf breaking' breaking
else
  not_checked protos '没有buf（由npm安装）' 'no buf (npm installs it)'
fi
if have kubectl; then
  check 'kubectl kustomize' manifests
else
  not_checked k8s/ '没有kubectl' 'no kubectl'
fi
if have shellcheck; then
  check shellcheck shellcheck -x scripts/*.sh examples/*/*.sh .ci/run
else
  not_checked scripts/ '没有shellcheck' 'no shellcheck'
fi
exit $failed
