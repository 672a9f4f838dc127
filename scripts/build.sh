#!/usr/bin/env bash
# Builds Castellan where its sources are newer than its build, and settles how it is started. Called by ./castellan.
# Usage: scripts/build.sh [--again]
#
# A build is a directory of its own, target/castellan/builds/NAME: the jars, the archive that makes starting fast, and
# `run`, which tells ./castellan what to start. target/castellan/current names the newest. So a build never touches
# the jars of a Castellan that is running.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/java.sh
. scripts/maven.sh
. scripts/start.sh

state=target/castellan
mkdir -p "$state/builds"

refuse() {
  printf '%s\n' "$@" >&2
  exit 3
}

# One build at a time: another caller waits here, and finds the work done.
lock() {
  local waited=0
  if command -v flock >/dev/null; then
    exec 9>"$state/lock"
    flock -w 600 9 || refuse "another castellan has been building for ten minutes; is it stuck? it holds $PWD/$state/lock"
    return 0
  fi
  until mkdir "$state/lock.d" 2>/dev/null; do
    if ! kill -0 "$(cat "$state/lock.d/pid" 2>/dev/null || echo $$)" 2>/dev/null; then
      rm -rf "$state/lock.d"
    fi
    ((waited++ < 600)) || refuse "another castellan has been building for ten minutes; is it stuck? if so: rm -r $PWD/$state/lock.d"
    sleep 1
  done
  echo $$ >"$state/lock.d/pid"
  trap 'rm -rf "$state/lock.d"' EXIT
}

is_current() {
  [[ -f $state/current ]] || return 1
  build=$state/builds/$(<"$state/current")
  [[ -f $build/stamp && -z $(find src/main pom.xml -newer "$build/stamp" -print -quit) ]]
}

# Compiles and packages into target/quick, apart from what ./dev builds, then moves the result to $1.
compile() {
  local home errors log=target/build.log
  home=$(newest_java jdk)
  [[ -n $home ]] || refuse "$(explain_missing_java)"
  { need_maven "$home" || exit $?; } >&2
  printf 'building Castellan: %s ... ' "$([[ -f $state/current ]] && echo "its sources changed" || echo "this is its first use")" >&2
  touch "$1/stamp"
  rm -rf target/quick/castellan
  if ! maven "$home" -q -Dquick package -DskipTests -Dmaven.test.skip=true >"$log" 2>&1 9>&-; then
    errors=$(awk '/^\[ERROR\] Failed to execute goal/ && shown { exit }
      /^\[(ERROR|FATAL)\] *[^ ]/ && !/\[Help|Re-run Maven|To see the full|For more inf/ && shown++ < 12' "$log")
    printf 'failed after %s s\n%s\n' "$SECONDS" "${errors:-$(tail -n 12 "$log")}" >&2
    printf 'all of it: %s\n' "$PWD/$log" >&2
    exit 70
  fi
  mv target/quick/castellan/lib "$1/lib"
  "$home/bin/java" scripts/Modernise.java "$1"/lib/picocli-*.jar >>"$log" 2>&1 9>&- || true
}

main() {
  local name fresh home
  lock
  if [[ ${1-} != --again ]] && is_current; then
    name=${build##*/}
  else
    name=$(date +%Y%m%d-%H%M%S)-$$
    fresh=$state/builds/$name
    mkdir "$fresh"
    trap 'rm -rf "$fresh" "$state/lock.d"' EXIT
    compile "$fresh"
  fi
  home=$(newest_java jre)
  [[ -n $home ]] || refuse "$(explain_missing_java)"
  if [[ ! -f $state/builds/$name/run || $(head -n 1 "$state/builds/$name/run") != "$home/bin/java" ]]; then
    settle_start "$PWD/$state/builds/$name" "$home" 9>&-
  fi
  echo "$name" >"$state/current.new"
  mv -f "$state/current.new" "$state/current"
  trap 'rm -rf "$state/lock.d"' EXIT
  remove_unused "$state/builds" "$name"
  [[ -z ${fresh-} ]] || printf '%s s\n' "$SECONDS" >&2
}

main "$@"
