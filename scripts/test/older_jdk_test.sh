#!/usr/bin/env bash
# Maven typed by hand on an old JDK, and both doors: one clear sentence each. Usage: scripts/test/older_jdk_test.sh
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
. scripts/test/check.sh
. scripts/java.sh

unset CASTELLAN_JAVA_HOME JAVA_HOME
old=''
while IFS= read -r home; do
  feature=$(java_feature "$home")
  [[ ! -x $home/bin/javac || -z $feature || $feature -ge $OLDEST_JAVA || $feature -lt 17 ]] || old=$home
done < <(java_candidates)

work=$(mktemp -d)
fake_java "$work/17" 17.0.2
for door in "./dev build" "./castellan status"; do
  # shellcheck disable=SC2086 # a command with its argument
  said=$(CASTELLAN_JAVA_HOME=$work/17 $door 2>&1 </dev/null)
  expect "$door refuses an old JDK" 3 $?
  expect_in "$door says which, and where" "the newest Java here is 17, in $work/17" "$said"
done
rm -rf "$work"

if [[ -n $old ]] && command -v mvn >/dev/null; then
  said=$(JAVA_HOME=$old mvn -q -B validate 2>&1 </dev/null)
  expect "Maven on an old JDK fails" 1 $?
  expect_in "it says which it runs on and what to do" "JDK 21 or newer, and this Maven runs on" "$said"
  expect_in "and what to type" "run ./dev build" "$said"
else
  echo "DID NOT RUN: mvn on an old JDK; there is none from 17 to 20 here"
fi
