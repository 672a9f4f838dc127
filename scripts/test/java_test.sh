#!/usr/bin/env bash
# Which Java is chosen, and what is said where there is none. Usage: scripts/test/java_test.sh
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
. scripts/test/check.sh
. scripts/java.sh

work=$(mktemp -d)
apt-cache() { :; } # what this machine's package lists hold is no part of these tests
unset JAVA_HOME CASTELLAN_JAVA_HOME
for version in 8 17 21 24 25 26; do
  fake_java "$work/jdk-$version" "$version.0.2"
done
fake_java "$work/jdk-8" 1.8.0_402
fake_java "$work/early" 27-ea
fake_java "$work/jre-25" 25.0.1 jre
mkdir "$work/empty"
places=()
java_candidates() { ((${#places[@]} == 0)) || printf '%s\n' "${places[@]}"; }

expect "1.8 is 8" 8 "$(java_feature "$work/jdk-8")"
expect "an early build has its number" 27 "$(java_feature "$work/early")"
expect "an empty directory is no Java" "" "$(java_feature "$work/empty")"

places=("$work/nowhere" "$work/empty" "$work/jdk-21" "$work/jdk-17")
expect "the only one new enough" "$work/jdk-21" "$(newest_java jdk)"
places=("$work/jdk-24" "$work/jdk-21")
expect "the newest" "$work/jdk-24" "$(newest_java jdk)"
places=("$work/jdk-21" "$work/jdk-26" "$work/jdk-25" "$work/jdk-24")
expect "the one that is tested, before a newer one" "$work/jdk-25" "$(newest_java jdk)"
places=("$work/jre-25" "$work/jdk-21")
expect "a compiler where one is needed" "$work/jdk-21" "$(newest_java jdk)"
expect "a runtime is enough to run" "$work/jre-25" "$(newest_java jre)"

places=("$work/jdk-17" "$work/jdk-8")
OS_RELEASE=$work/os-release
printf 'ID=debian\nVERSION_ID="12"\n' >"$OS_RELEASE"
expect "too old is not chosen" "" "$(newest_java jdk)"
expect_in "too old is named" "the newest Java here is 17, in $work/jdk-17" "$(explain_missing_java)"
expect_in "Debian 12 has none" "sdk install java 25-tem" "$(explain_missing_java)"
places=()
printf 'ID=debian\nVERSION_ID="13"\n' >"$OS_RELEASE"
expect_in "none at all" "found no Java" "$(explain_missing_java)"
expect_in "a wrong choice is named" "names none: $work/empty" "$(CASTELLAN_JAVA_HOME=$work/empty explain_missing_java)"
expect_in "Debian 13" "apt-get install -y openjdk-21-jdk-headless" "$(explain_missing_java)"
printf 'ID=ubuntu\nVERSION_ID="24.04"\n' >"$OS_RELEASE"
expect_in "Ubuntu 24.04" "apt-get install -y openjdk-21-jdk-headless" "$(java_advice)"
apt-cache() { printf '%s\n' "openjdk-17-jdk-headless - x" "openjdk-25-jdk-headless - x" "openjdk-21-jdk-headless - x"; }
expect "what the package lists hold" "sudo apt-get install -y openjdk-25-jdk-headless" "$(java_advice)"
places=("$work/jre-25")
expect_in "a runtime cannot build" "no compiler" "$(explain_missing_java)"
rm -rf "$work"
