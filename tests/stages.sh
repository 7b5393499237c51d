# SPDX-License-Identifier: Apache-2.0
# shellcheck shell=bash
# What tests/all and tests/full share: building a preset, running its tests, and running stages
# one after another with their seconds and their counts. Sourced after deploy/setup.sh.

export UBSAN_OPTIONS=print_stacktrace=1
export PATH="$top/build/tools/node/bin:$PATH" NODE_OPTIONS=--use-system-ca
seconds_per_program=180

# In all, over every test program that ran.
passed=0 failed=0 skipped=0

# configure PRESET
configure() { (cd "$top" && quietly "build/log/configure-$1" cmake --preset "$1"); }

# build PRESET [TARGET…]
build() {
  local preset=$1
  shift
  nice ninja -C "$top/build/$preset" -j "$(build_jobs)" "$@"
}

# The pinned node goes before any other.
export PATH=$top/build/tools/node/bin:$PATH

install() { install_packages build test && "$top/deploy/node" && install_judges; }

# What judges the emitted schemas: packages pinned by the lock beside each package.json.
install_judges() {
  local lock
  for lock in "$top"/tests/contract/*/package-lock.json; do
    if [[ ! -d ${lock%/*}/node_modules ]]; then
      say "npm ci in ${lock%/*}"
      (cd "${lock%/*}" &&
        NODE_OPTIONS=--use-system-ca npm ci --ignore-scripts --no-audit --no-fund) || return
    fi
  done
}
# Killing the server is about the order of its writes, which the gcc build shows fifty times over.
asan() {
  configure asan && build asan && KITH_FAULT_TRIALS=10 KITH_DISK_ROUNDS=1 KITH_STARTS=6 \
    KITH_FLIPS=20 KITH_BACKUPS=1 KITH_BACKUP_MESSAGES=500 KITH_UPGRADE_KILLS=5 \
    KITH_SIMULATION_SEEDS=100 KITH_KILL_EVERY=4 run_tests asan
}

# has_target PRESET TARGET
has_target() { ninja -C "$top/build/$1" -t query "$2" &> /dev/null; }

# only_existing: of the names on its input, ended by NUL, those of files that are there.
only_existing() {
  local name
  while IFS= read -r -d '' name; do
    if [[ -f $top/$name ]]; then printf '%s\0' "$top/$name"; fi
  done
}

# count_tests OUTPUT LOG: "passed failed skipped" of one run of ctest, from what it printed (how
# each program ended) and from its LastTest.log (what each gtest program said of its tests).
# Disabled tests count as skipped; a program that crashes, hangs or fails without naming a test as
# one failed.
count_tests() {
  awk '
    FILENAME == ARGV[1] {
      if ($0 ~ /^ *[0-9]+\/[0-9]+ Test +#[0-9]+: /) {
        rest = $0
        sub(/^.* Test +#[0-9]+: /, "", rest)
        split(rest, words, " ")
        if (rest ~ /\.\. +Passed +[0-9.]+ sec/) ended[words[1]] = "passed"
        else if (rest ~ /\*\*\*(Skipped|Not Run \(Disabled\))/) ended[words[1]] = "skipped"
        else if (rest ~ /\*\*\*(Exception|Timeout)/) ended[words[1]] = "broken"
        else ended[words[1]] = "failed"
      }
      next
    }
    /^[0-9]+\/[0-9]+ Testing: / { program = $3 }
    /^\[==========\] Running / { is_gtest[program] = 1 }
    /\[       OK \] .* \([0-9]+ ms\)$/ { ok[program]++ }
    /\[  FAILED  \] .* \([0-9]+ ms\)$/ { bad[program]++ }
    /\[  SKIPPED \] .* \([0-9]+ ms\)$/ { left[program]++ }
    /^\[ DISABLED \] / { left[program]++ }
    END {
      for (program in ended) {
        passed += ok[program]
        failed += bad[program]
        skipped += left[program]
        if (ended[program] == "failed" && !bad[program]) failed++
        if (ended[program] == "broken") failed++
        if (ended[program] == "passed" && !is_gtest[program]) passed++
        if (ended[program] == "skipped") skipped++
      }
      print passed + 0, failed + 0, skipped + 0
    }' "$1" "$2"
}

# run_tests PRESET [CTEST-OPTION…]: runs the tests of a built preset and adds to the counts.
run_tests() {
  local preset=$1 status=0 output=$top/build/log/ctest-$1 counts
  local log=$top/build/$1/Testing/Temporary/LastTest.log
  shift
  rm -f "$log"
  ctest --test-dir "$top/build/$preset" -j2 --output-on-failure --timeout "$seconds_per_program" \
    --no-tests=error "$@" 2>&1 | tee "$output" || status=$?
  [[ -r $log ]] || return 1
  read -ra counts < <(count_tests "$output" "$log")
  say "   $preset: ${counts[0]} passed, ${counts[1]} failed, ${counts[2]} skipped"
  passed=$((passed + counts[0]))
  failed=$((failed + counts[1]))
  skipped=$((skipped + counts[2]))
  return "$status"
}

# run_tidy [PATTERN]: clang-tidy over the units of the tidy preset whose path does not match the
# pattern. The preset reads the files of a target as few units, since what a unit includes costs
# ten times what it says itself.
run_tidy() {
  local except=${1:-^$} units status=0 log=$top/build/log/tidy
  configure tidy || return
  build tidy platform/text/fold_table.inc || return
  mapfile -t units < <(sed -n 's|.*"file": "\(.*\)".*|\1|p' "$top/build/tidy/compile_commands.json" |
    grep -vE "$except" | largest_first)
  say "   ${#units[@]} units"
  mkdir -p "${log%/*}"
  printf '%s\0' "${units[@]}" | nice xargs -0 -n 1 -P "$(build_jobs)" \
    clang-tidy-19 -p "$top/build/tidy" --quiet > "$log" 2>&1 || status=$?
  # A header's findings come again with every unit that includes it.
  grep -E ' (error|warning): ' "$log" | sed "s|^$top/||" | sort -u || true
  if ((status)); then say "   with the lines in question: $log"; fi
  if grep -qE 'error: (redefinition of|reference to .* is ambiguous)' "$log"; then
    say "   Files of one target share a name that is local to them: tests/README.md, clang-tidy."
  fi
  return "$status"
}

# largest_first: the names of files on its input, those of most lines first.
largest_first() { xargs -r wc -l | grep -v ' total$' | sort -rn | awk '{ print $2 }'; }

# parse_stages OPTION…: leaves the stages that --stage names in `chosen`; answers --help.
parse_stages() {
  chosen=()
  while (($#)); do
    case $1 in
      --stage)
        if [[ " ${stages[*]%%:*} " != *" ${2:-none} "* ]]; then usage >&2 && exit 2; fi
        chosen+=("$2")
        shift
        ;;
      --help | -h) usage && exit 0 ;;
      *) usage >&2 && exit 2 ;;
    esac
    shift
  done
}

# run_stages NAME…: runs these of `stages` (all when none is named) in their order up to the first
# that fails, sums up, and exits.
run_stages() {
  local stage name budget start status seconds before summary=() ended=0 remark
  for stage in "${stages[@]}"; do
    name=${stage%%:*} budget=${stage##*:}
    if (($#)) && [[ " $* " != *" $name "* ]]; then continue; fi
    if ((ended)); then
      summary+=("$(printf '%-10s not run' "$name")")
      continue
    fi
    say "==== $name (budget $budget s)"
    start=$EPOCHREALTIME status=0 before=$failed
    "$name" || status=$?
    seconds=$(elapsed "$start")
    remark=''
    if ((${seconds%.*} >= 2 * budget && status == 0)); then
      status=1 remark=', twice its budget'
    elif ((${seconds%.*} >= budget)); then
      remark=', over its budget'
    fi
    if ((status)); then
      ended=1
      # What fails otherwise than by a test counts as one failure, so that the sum shows it.
      ((failed > before)) || failed=$((failed + 1))
    fi
    summary+=("$(printf '%-10s %-6s %6s s of %s%s' "$name" \
      "$( ((status)) && say failed || say ok)" "$seconds" "$budget" "$remark")")
  done
  say "===="
  printf '%s\n' "${summary[@]}"
  if [[ ${CI:-} == true ]] && ((skipped && !ended)); then
    say "CI is true: a skipped test fails the run."
    ended=1
  fi
  say "$passed passed, $failed failed, $skipped skipped"
  exit "$ended"
}
