#!/usr/bin/env bash
# Everything CI does; called by ./dev test. Usage: scripts/ci.sh JDK_HOME
#
# Runs all of it even where a part fails, says loudly what did not run, and ends with one line of totals.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit
. scripts/java.sh
. scripts/maven.sh

tools=$PWD/target/tools
PATH=$tools/usr/bin:$PATH
trouble=()
EXTRA_RUN=0 EXTRA_FAILED=0

missing_tools() {
  local tool
  for tool in shellcheck kcat promtool; do
    command -v "$tool" >/dev/null || printf '%s ' "$tool"
  done
}

# Each script is one test, told by its exit code; so is each part of the build that has no report.
check() {
  local name=$1
  shift
  EXTRA_RUN=$((EXTRA_RUN + 1))
  printf '== %s\n' "$name"
  "$@" </dev/null || { EXTRA_FAILED=$((EXTRA_FAILED + 1)) && trouble+=("failed: $name"); }
}

missing=$(missing_tools)
if [[ -n $missing ]] && command -v apt-get >/dev/null; then
  # shellcheck disable=SC2086 # a list of package names
  [[ $(id -u) != 0 || $missing == "promtool " ]] || apt_install ${missing/promtool/} >/dev/null 2>&1
  [[ $missing != *promtool* ]] || apt_unpack "$tools" prometheus >/dev/null 2>&1
  missing=$(missing_tools)
fi
for tool in $missing; do
  EXTRA_FAILED=$((EXTRA_FAILED + 1))
  case $tool in
    promtool) how="apt-get download prometheus && dpkg -x prometheus_*.deb target/tools" ;;
    *) how="sudo apt-get update && sudo apt-get install -y $tool" ;;
  esac
  trouble+=("DID NOT RUN: what needs $tool; get it: $how")
done

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
