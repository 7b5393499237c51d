# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What deploy/up, tests/all and tests/full share: the steps they print, and installing what is
# missing. Sourced with `top` set to the top of the tree. Needs bash 5 and a bare Debian 12.

export LANG=C.UTF-8 LC_ALL=C.UTF-8

say() { printf '%s\n' "$*"; }

# elapsed START: seconds since START, a value of EPOCHREALTIME, with one decimal.
elapsed() {
  local tenths=$(((${EPOCHREALTIME/./} - ${1/./}) / 100000))
  printf '%d.%d' $((tenths / 10)) $((tenths % 10))
}

# step TITLE COMMAND…: runs the command and says how long it took; its status is the command's.
step() {
  local title=$1 start=$EPOCHREALTIME status=0
  shift
  say "== $title"
  "$@" || status=$?
  if ((status == 0)); then
    say "   done in $(elapsed "$start") s"
  else
    say "   failed after $(elapsed "$start") s (status $status)"
  fi
  return "$status"
}

# packages SECTION…: the names that deploy/packages lists under these sections.
packages() {
  local wanted=" $* " section='' line
  while read -r line _; do
    case $line in
      '' | '#'*) ;;
      '['*']') section=${line:1:-1} ;;
      *) if [[ $wanted == *" $section "* ]]; then say "$line"; fi ;;
    esac
  done < "$top/deploy/packages"
}

# missing NAME…: those of the packages that are not installed. Asks dpkg alone, in milliseconds.
missing() {
  local name status
  local -A installed=()
  while read -r name status; do
    if [[ $status == ii* ]]; then installed[$name]=1; fi
  done < <(dpkg-query -W -f='${Package} ${db:Status-Abbrev}\n' "$@" 2> /dev/null)
  for name in "$@"; do
    if [[ -z ${installed[$name]:-} ]]; then say "$name"; fi
  done
}

# quietly LOG COMMAND…: keeps what the command says in LOG, and shows its end when it fails.
quietly() {
  local log=$1 status=0
  shift
  mkdir -p "${log%/*}"
  "$@" > "$log" 2>&1 < /dev/null || status=$?
  if ((status)); then
    tail -n 30 "$log" >&2
    say "   all of it: $log" >&2
  fi
  return "$status"
}

# install_packages SECTION…: sees to it that these sections are installed. 3: this user may not.
install_packages() {
  local names absent
  if ! command -v apt-get > /dev/null || ! command -v dpkg-query > /dev/null; then
    say "This is not a Debian: install what deploy/packages lists by hand, then come back." >&2
    return 3
  fi
  mapfile -t names < <(packages "$@")
  mapfile -t absent < <(missing "${names[@]}")
  if ((${#absent[@]} == 0)); then
    say "Packages: all ${#names[@]} are installed."
    return 0
  fi
  if ((EUID != 0)); then
    say "${#absent[@]} packages are missing. As root, run:" >&2
    say "  apt-get update && apt-get install -y --no-install-recommends ${absent[*]}" >&2
    return 3
  fi
  say "Packages to install, ${#absent[@]} of ${#names[@]}: ${absent[*]}"
  step "Package lists" quietly "$top/build/log/apt-update" apt_get update -q || return 4
  step "Packages" quietly "$top/build/log/apt-install" \
    apt_get install -qy --no-install-recommends "${absent[@]}" || return 4
}

apt_get() { DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 "$@"; }

# build_jobs: how many compilers at once: one a core, and no more than memory has room for.
build_jobs() {
  local cores kilobytes jobs
  cores=$(nproc)
  kilobytes=$(awk '/^MemAvailable:/ {print $2}' /proc/meminfo 2> /dev/null || true)
  jobs=$((${kilobytes:-2000000} / 1000000))
  ((jobs > cores)) && jobs=$cores
  ((jobs < 1)) && jobs=1
  say "$jobs"
}
