# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# The parts of tests/load/ratios that no limit program stands beside. Sourced there.

reports=(/api/v1/figures /api/v1/service/summary '/api/v1/service/cases?limit=50'
  /api/v1/people/participation /api/v1/people/helped /api/v1/marketing/word_of_mouth
  /api/v1/marketing/gate '/api/v1/product/requests?limit=50' '/api/v1/sales/relationships?limit=50'
  '/api/v1/logistics/episodes?limit=50' /api/v1/logistics/watches)

# calls NAME OPTION…: load_calls on the running server over TCP; what it says goes into $work/NAME.
calls() {
  local name=$1
  shift
  "$bin/load_calls" --port="$port" --process="$server" --tokens="$data.tokens" "$@" > "$work/$name"
  cat "$work/$name" >> "$raw"
}

# times NAME: "p50 / p99" of all calls, in ms.
times() { head -n 1 "$work/$1" | { read -r line && say "$(value p50_ms <<< "$line") / $(value p99_ms <<< "$line")"; }; }

# call_rows GOAL MUST NAME: a row for each address.
call_rows() {
  local line
  while read -r line; do
    row "$1" "$(text call <<< "$line") ($(value bytes <<< "$line") B), ms p50 / p99" \
      "$(value p50_ms <<< "$line") / $(value p99_ms <<< "$line")" - - "$2"
  done < <(tail -n +2 "$work/$3")
}

# mixed_calls: what a colleague looks at, of which conversations there are.
mixed_calls() {
  local some each
  mapfile -t some < <(ask '/api/v1/conversations?limit=4' |
    grep -oE '"id":"[0-9]+","number"' | grep -oE '[0-9]+')
  say '/api/v1/conversations?limit=25'
  say '/api/v1/conversations?limit=25&needs_reply=true'
  for each in "${some[@]}"; do
    say "/api/v1/conversations/$each"
    say "/api/v1/conversations/$each/messages"
  done
  say '/api/v1/search?q=the&limit=20'
}

# stored_in NAME: how many posts a run of load_calls has stored.
stored_in() { head -n 1 "$work/$1" | value stored; }

# count_messages DATA: how many there are, from the index of a stopped server's database.
count_messages() { "$bin/load_check" --data="$(workspace_of "$1")" | value messages; }

# big_data: the data that growth left behind, else an import; says which in `data`.
big_data() {
  data=$work/grown
  if [[ -z $(workspace_of "$data") ]]; then
    "$bin/load_posts" --from="$(posts_file "$messages")" > "$work/api.jsonl"
    imported "$data" "$work/api.jsonl"
    rm "$work/api.jsonl"
  fi
}

# How long people wait, idle and under ingest, and how much is answered; P3, P6, P7, P11, P22.
api() {
  local before posts half idle busy
  big_data
  before=$(count_messages "$data")
  posts=$(posts_file 500000 "$EPOCHSECONDS") # enough, and none of them is stored yet
  start_server "$data" --set http.kept_answers_mb=0 # every answer is worked out
  if [[ ! -s $data.tokens ]]; then people "$data" 16; fi
  mixed_calls > "$work/mixed"
  calls warm --calls="$work/mixed" --seconds=3
  calls one --posts="$posts" --per_second=100 --seconds="$seconds"
  row P3 "one message acknowledged, 100 a second, $before stored, ms p50 / p99" "$(times one)" - - \
    'p99 ≤ 20'
  calls idle --calls="$work/mixed" --per_second=500 --seconds="$seconds" --connections=16
  row P6 'API, 500 calls a second, idle, ms p50 / p99' "$(times idle)" - - '≤ 2 / 20'
  calls most --posts="$posts" --skip=10000 --batch=250 --per_second=40 --seconds=3 --connections=12 ||
    true # as fast as it can: the pace need not be kept
  half=$(calculate "int($(stored_in most) / $(head -n 1 "$work/most" | value seconds) / 2 / 100)")
  if ((half == 0)); then give_up 'Nothing was taken in.'; fi
  wait_for_modules
  "$bin/load_calls" --port="$port" --process="$server" --tokens="$data.tokens" --posts="$posts" \
    --skip=60000 --batch=100 --per_second="$half" --seconds=$((seconds + 2)) --connections=4 \
    > "$work/background" &
  calls busy --calls="$work/mixed" --per_second=500 --seconds="$seconds" --connections=16
  wait $! || give_up 'The posts in the background were not all taken.'
  row P6 "API, 500 calls a second, while $((half * 100)) messages a second come, ms p50 / p99" \
    "$(times busy)" - - '≤ 2 / 20'
  idle=$(head -n 1 "$work/idle" | value p99_ms) busy=$(head -n 1 "$work/busy" | value p99_ms)
  row P7 'API, p99 under ingest ÷ idle' "$busy" "$idle" "$(ratio "$busy" "$idle")" '≤ 4'
  wait_for_modules
  ask /api/v1/figures/days -X POST -H 'Content-Type: application/json' -d '{"days":1}' \
    -o /dev/null -w 'a day of figures worked out in %{time_total} s\n' >> "$log/api.txt"
  printf '%s\n' "${reports[@]}" > "$work/reports.calls"
  calls reports --calls="$work/reports.calls" --seconds=5 --connections=1
  call_rows P11 '≤ 10 ms' reports
  calls sustained --calls="$work/mixed" --seconds=$((seconds * 2)) --connections=32
  row P22 'requests a minute, mixed, thousands' "$(head -n 1 "$work/sustained" | {
    read -r line && calculate "int($(value per_second <<< "$line") * 60 / 1000)"
  })" - - '≥ 600'
  finish_server "$data" $((before + $(stored_in one) + $(stored_in most) + $(stored_in background)))
}

# From the start to the first answer, and what is held in memory then; P12, P13.
start() {
  local line before stored how must
  big_data
  before=$(count_messages "$data")
  "$bin/load_start" --data="$data" --posts="$(posts_file "$messages" "$EPOCHSECONDS")" --starts="$runs" \
    > "$work/kith"
  cat "$work/kith" >> "$raw"
  while read -r line; do
    how=$(text after <<< "$line")
    must='≤ 300 ms'
    if [[ $how == kill ]]; then must='≤ 1.5 s'; fi
    row P12 "start after $how, $before messages, ms median / longest" \
      "$(value median_ms <<< "$line") / $(value max_ms <<< "$line")" - - "$must"
    row P13 "idle after $how, KB" "$(value idle_rss_kb <<< "$line")" - - '≤ 48 MB'
    stored=$(value stored <<< "$line")
  done < "$work/kith"
  # What a kill took from the modules is caught up with before the counts are held to it.
  start_server "$data"
  wait_for_modules
  stop_server
  if (($(count_messages "$data") < before + stored)); then
    give_up 'An acknowledged post is lost.'
  fi
}

# The cases that hurt others: a desk of many conversations, one very long one, fifty people with
# reports open, and what an import holds in memory.
desk() {
  local count line cursor page longest person
  data=$work/desk
  for count in 50000 450000; do
    "$bin/load_posts" --messages=$((count * 20 / 3)) --conversations="$count" > "$work/desk.jsonl"
    imported "$data" "$work/desk.jsonl"
    row '' "import of $count conversations, most memory, KB" "$import_peak" - - 'bounded'
  done
  rm "$work/desk.jsonl"
  start_server "$data" --set http.kept_answers_mb=0
  people "$data" 50
  longest=$(ask '/api/v1/events?after=0&limit=1&types=message.added' | text thread_id)
  person=$(ask '/api/v1/conversations?limit=1' | text person_id)
  cursor='' page=0
  while ((page++ < 200)); do
    cursor=$(ask "/api/v1/conversations?limit=100${cursor:+&cursor=$cursor}" | text next)
  done
  {
    for line in '' '&needs_reply=true' '&status=open' '&channel=2' '&channel=2&needs_reply=true' \
      '&department=product' '&label=none' '&assignee=1' "&person=$person" "&cursor=$cursor"; do
      say "/api/v1/conversations?limit=25$line"
    done
    say "/api/v1/conversations/$longest"
    say "/api/v1/conversations/$longest/messages?limit=200"
    say "/api/v1/conversations/$longest/findings"
  } > "$work/lists.calls"
  calls lists --calls="$work/lists.calls" --seconds=6 --connections=1
  call_rows '' 'p99 ≤ 20' lists
  printf '%s\n' "${reports[@]}" > "$work/reports.calls"
  calls fifty --calls="$work/reports.calls" --per_second=100 --connections=50 --seconds="$seconds"
  row '' '50 people with reports open, 100 calls a second, ms p50 / p99' "$(times fifty)" - - ''
  row '' 'the same, share of a core' "$(head -n 1 "$work/fifty" | value server_cpu_share)" - - ''
  finish_server "$data" 3000000
  rm -rf "$data" "$data".*
}

# make_cage: a group of processes with one core and 512 MB, in `cage_memory`, the page cache of what
# they read and write included. Fails where this machine does not let us.
make_cage() {
  local root=/sys/fs/cgroup
  if [[ -e $root/cgroup.controllers ]]; then
    cage=($root/kith_load) cage_memory=$root/kith_load
    cage_peak=memory.peak cage_kills=memory.events
    mkdir -p "$cage_memory" && echo '100000 100000' > "$cage_memory/cpu.max" &&
      echo $((512 << 20)) > "$cage_memory/memory.max" || return
  else
    cage=($root/cpu/kith_load $root/memory/kith_load) cage_memory=$root/memory/kith_load
    cage_peak=memory.max_usage_in_bytes cage_kills=memory.oom_control
    mkdir -p "${cage[@]}" && echo 100000 > "${cage[0]}/cpu.cfs_period_us" &&
      echo 100000 > "${cage[0]}/cpu.cfs_quota_us" &&
      echo $((512 << 20)) > "$cage_memory/memory.limit_in_bytes" || return
  fi
}
in_cage() {
  local each
  for each in "${cage[@]}"; do echo "$BASHPID" > "$each/cgroup.procs"; done
  exec "$@"
}
# kills_in_cage: how often the kernel has killed for want of memory.
kills_in_cage() { awk '$1 == "oom_kill" { print $2 }' "$cage_memory/$cage_kills"; }

# A million messages and ten people inside one core and 512 MB; P21.
price() {
  local listeners=() token
  data=$work/price
  make_cage || give_up 'price needs cgroups that this user may make.'
  "$bin/load_posts" --messages=1000000 --conversations=150000 > "$work/price.jsonl"
  launcher=(in_cage)
  imported "$data" "$work/price.jsonl"
  row P21 'import of 1 M messages in one core and 512 MB, most memory of the process, KB' \
    "$import_peak" - - '512 MB with the page cache'
  start_server "$data"
  people "$data" 10
  while read -r token; do
    curl -fsSN -H "Authorization: Bearer $token" "http://127.0.0.1:$port/api/v1/events/stream" \
      > /dev/null 2>&1 &
    listeners+=($!)
  done < "$data.tokens"
  { mixed_calls && printf '%s\n' "${reports[@]}"; } > "$work/desk_calls"
  "$bin/load_calls" --port="$port" --process="$server" --tokens="$data.tokens" \
    --posts="$(posts_file "$messages" 2)" --per_second=10 --seconds=$((seconds * 2)) \
    > "$work/background" &
  calls ten --calls="$work/desk_calls" --per_second=20 --connections=10 --seconds=$((seconds * 2))
  wait $! || give_up 'The posts in the background were not all taken.'
  kill "${listeners[@]}" 2> /dev/null || true
  row P21 '1 M messages, 10 people with 20 calls and 10 new messages a second, ms p50 / p99' \
    "$(times ten)" - - ''
  row P21 'the same, share of the core / memory of the server, KB' \
    "$(head -n 1 "$work/ten" | value server_cpu_share) / $(head -n 1 "$work/ten" | value server_rss_kb)" \
    - - '1 core, 512 MB'
  finish_server "$data" $((1000000 + $(stored_in background)))
  if (($(kills_in_cage) > 0)); then give_up 'The kernel killed for want of memory.'; fi
  row P21 'most memory of the group, page cache included, MB' \
    "$(($(< "$cage_memory/$cage_peak") >> 20))" - - '≤ 512'
  launcher=()
  rm -rf "$data" "$data".* "$work/price.jsonl"
  rmdir "${cage[@]}"
}
