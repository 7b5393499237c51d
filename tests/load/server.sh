# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What the scripts of tests/load share: reading figures, and a server to ask. Sourced with `top` set
# to the top of the tree. Everything that is started here ends with the script.

export LANG=C.UTF-8 LC_ALL=C.UTF-8
bin=$top/build/release/bin
kith=$bin/kith
server='' port='' server_log='' raw=/dev/null import_peak=0 launcher=()

say() { printf '%s\n' "$*"; }
give_up() {
  printf '%s\n' "$*" >&2
  exit 1
}

# value KEY: the first number behind "KEY": on the input.
value() { grep -oE "\"$1\":[-0-9.]+" | head -n 1 | cut -d: -f2; }

# text KEY: the same for a text without quotes in it.
text() { grep -oE "\"$1\":\"[^\"]*" | head -n 1 | cut -d'"' -f4; }

# median: of the numbers on the input, one a line; the upper one of the middle two.
median() { sort -g | awk '{ all[NR] = $1 } END { if (NR) print all[int(NR / 2) + 1] }'; }

# median_of FILE KEY: over all lines of a file.
median_of() { while read -r line; do value "$2" <<< "$line"; done < "$1" | median; }

# ratio A B [DIGITS=2]
ratio() { awk -v a="$1" -v b="$2" -v digits="${3:-2}" 'BEGIN { printf "%.*f", digits, a / b }'; }

# calculate EXPRESSION
calculate() { awk "BEGIN { printf \"%.4g\", $1 }"; }

# start_server DATA [OPTION…]: serves on a free port of this machine; sets `server` and `port`.
start_server() {
  local data=$1 waited
  shift
  server_log=$data.log
  : > "$server_log" # or the port of the server before would be read there
  metrics_port=$((20000 + RANDOM % 12000))
  "${launcher[@]}" "$kith" serve --data "$data" --listen 127.0.0.1:0 --set http.reads_per_minute=100000000 \
    --set http.writes_per_minute=100000000 --set "metrics.listen=127.0.0.1:$metrics_port" "$@" \
    > "$server_log" 2>&1 &
  server=$!
  for ((waited = 0; waited < 3000; waited++)); do
    port=$(sed -nE 's|^kith serves https?://[^ ]*:([0-9]+) from.*|\1|p' "$server_log")
    if [[ -n $port ]]; then return 0; fi
    kill -0 "$server" 2> /dev/null || break
    sleep 0.02
  done
  cat "$server_log" >&2
  give_up "kith does not serve $data."
}

stop_server() {
  if [[ -n $server ]]; then
    kill "$server" 2> /dev/null || true
    wait "$server" || give_up "kith did not end well: $server_log"
    server=''
  fi
}
stop_at_exit() {
  if [[ -n $server ]]; then kill "$server" 2> /dev/null || true; fi
}
trap stop_at_exit EXIT

# wait_for_modules: until every module has seen the whole log; at most five minutes.
wait_for_modules() {
  local waited lag
  for ((waited = 0; waited < 1500; waited++)); do
    lag=$(curl -fsS "http://127.0.0.1:$metrics_port/metrics" |
      awk '/^kith_lane_lag[{]/ { sum += $2 } END { print sum + 0 }')
    if ((lag == 0)); then return 0; fi
    sleep 0.2
  done
  give_up "A module is still $lag events behind."
}

# finish_server DATA [MESSAGES]: ends the server and fails where work was left undone.
finish_server() {
  wait_for_modules
  sleep 1 # what is not in the index yet follows within a quarter of a second
  stop_server
  "$bin/load_check" --data="$(workspace_of "$1")" ${2:+--messages="$2"} >> "$raw"
}

# ask PATH [CURL-OPTION…]: as the owner of the machine.
ask() {
  local path=$1
  shift
  curl -fsS --unix-socket "$data/kith.sock" "$@" "http://localhost$path"
}

# workspace_of DATA: the folder of its one workspace; nothing where there is none yet.
workspace_of() { find "$1/workspaces" -mindepth 1 -maxdepth 1 2> /dev/null || true; }

# found DATA: a new data folder with its first member, an owner.
found() {
  rm -rf "$1" "$1.key" "$1.log"
  "$kith" member add --data "$1" --email load@example.com --role owner --password-stdin \
    <<< 'a long enough phrase for load' > /dev/null
  "$kith" member list --data "$1" > /dev/null # opens the workspace, which makes its folder
}

# people DATA COUNT [ROLE]: hires people on the running server; their tokens go into DATA.tokens.
people() {
  "$bin/load_people" --data="$1" --count="$2" --role="${3:-owner}" --first="$EPOCHSECONDS" \
    > "$1.tokens"
}

# imported DATA POSTS: takes a file of posts in as `kith import` does, into a new data folder.
# Says in `import_peak` how much memory that took at the most, in KB.
imported() {
  local data=$1 posts=$2 process peak
  found "$data"
  "${launcher[@]}" "$kith" import jsonl "$posts" --data "$data" > "$data.log" 2>&1 &
  process=$!
  import_peak=0
  while kill -0 "$process" 2> /dev/null; do
    peak=$(awk '/VmHWM/ { print $2 }' "/proc/$process/status" 2> /dev/null || true)
    import_peak=${peak:-$import_peak}
    sleep 0.2
  done
  wait "$process" || give_up "The import failed: $data.log"
}

# cpu_ticks PROCESS: user and system time of all threads; the name in brackets may hold blanks.
cpu_ticks() { sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }

# load_url PROCESS URL SECONDS CONNECTIONS [WRK-OPTION…]: what an answer costs the server, a line of
# JSON with the keys of http_load.sh of the limit programs.
load_url() {
  local process=$1 url=$2 seconds=$3 connections=$4 bytes before after report
  shift 4
  bytes=$(curl -fsS "$@" "$url" | wc -c)
  before=$(cpu_ticks "$process")
  report=$(wrk -t1 -c"$connections" -d"${seconds}s" --latency "$@" "$url")
  after=$(cpu_ticks "$process")
  if grep -E 'Non-2xx|Socket errors' <<< "$report" >&2; then
    give_up "$url did not answer every request."
  fi
  awk -v url="$url" -v bytes="$bytes" -v ticks=$((after - before)) -v hertz="$(getconf CLK_TCK)" \
    -v rss="$(awk '/VmRSS/ { print $2 }' "/proc/$process/status")" '
    $1 == "50%" { p50 = $2 }
    $1 == "99%" { p99 = $2 }
    /requests in/ { requests = $1 }
    END {
      cpu = ticks / hertz
      if (cpu == 0 || requests == 0) { print "no load was measured" > "/dev/stderr"; exit 1 }
      printf "{\"url\":\"%s\",\"bytes\":%d,\"requests\":%d,\"requests_per_server_cpu_second\":%.0f,", \
        url, bytes, requests, requests / cpu
      printf "\"server_cpu_us_per_request\":%.1f,\"p50\":\"%s\",\"p99\":\"%s\",\"server_rss_kb\":%d}\n", \
        cpu / requests * 1e6, p50, p99, rss
    }' <<< "$report"
}
