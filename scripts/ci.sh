#!/usr/bin/env bash
# Everything CI does; called by ./dev test. Usage: scripts/ci.sh JDK_HOME
#
# Runs all of it even where a part fails, says loudly what did not run, and ends with one line of totals.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
. scripts/java.sh
. scripts/maven.sh
. scripts/tools.sh

trouble=()
EXTRA_RUN=0 EXTRA_FAILED=0

# Each script is one test, told by its exit code; so is each part of the build that has no report.
check() {
  local name=$1
  shift
  EXTRA_RUN=$((EXTRA_RUN + 1))
  printf '== %s\n' "$name"
  "$@" </dev/null || { EXTRA_FAILED=$((EXTRA_FAILED + 1)) && trouble+=("failed: $name"); }
}

while IFS= read -r line; do
  EXTRA_FAILED=$((EXTRA_FAILED + 1))
  trouble+=("$line")
done < <(get_tools)

if command -v shellcheck >/dev/null; then
  check shellcheck shellcheck -x castellan dev .ci/run scripts/*.sh scripts/test/*.sh
fi
for script in scripts/test/*_test.sh; do
  check "$script" bash "$script"
done
check "castellan builds itself and answers" ./castellan --help

rm -rf target/surefire-reports target/failsafe-reports
export CASTELLAN_NO_BUILD=1
check "mvn verify; what it said is above" maven "$1" verify
grep -rl '@Tag("long")' src/test/java | sed 's|.*/\(.*\)\.java|left out, for its length, at least in part: \1; run it with ./dev test \1|'

printf '\n'
export EXTRA_RUN EXTRA_FAILED
totals=$(scripts/totals.sh target/surefire-reports target/failsafe-reports)
code=$?
((${#trouble[@]} == 0)) || printf '%s\n' "${trouble[@]}"
printf '%s\n' "$totals"
exit "$code"
