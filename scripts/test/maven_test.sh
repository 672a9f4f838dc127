#!/usr/bin/env bash
# What is said where there is no Maven, and how reports add up. Usage: scripts/test/maven_test.sh
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
. scripts/test/check.sh
. scripts/java.sh
. scripts/maven.sh

work=$(mktemp -d)
bash=$(command -v bash)
said=$(PATH=$work "$bash" -c '. scripts/java.sh; . scripts/maven.sh; id() { echo 1000; }; need_maven /nowhere')
expect "without Maven the answer is 3" 3 $?
expect_in "it says what is missing" "there is no mvn on the PATH" "$said"
expect_in "it says what to do" "sdk install maven" "$said"
said=$(PATH=$work "$bash" -c '. scripts/maven.sh; apt-get() { :; }; id() { echo 1000; }; need_maven /nowhere')
expect_in "on Debian, the line to type" "apt-get install -y maven" "$said"

fake_java "$work/25" 25
fake_java "$work/21" 21
unset MAVEN_OPTS
expect "an older Java gets no option it does not know" "" "$(maven_options "$work/21")"
expect_in "a newer one is kept quiet" "--sun-misc-unsafe-memory-access=allow" "$(maven_options "$work/25")"
expect_in "the user's own options stay" "-Xmx1g" "$(MAVEN_OPTS=-Xmx1g maven_options "$work/25")"

mkdir "$work/a" "$work/b"
cat >"$work/a/TEST-one.xml" <<'XML'
<testsuite name="dev.castellan.One" time="0.1" tests="3" errors="0" skipped="1" failures="0">
  <testcase name="it_works" classname="dev.castellan.One" time="0.1"/>
  <testcase name="it_waits" classname="dev.castellan.One" time="0.1">
    <skipped message="needs kcat"/>
  </testcase>
XML
expect "reports add up" "longest: One 0 s
did not run: One.it_waits needs kcat
Tests run: 5, Failures: 0, Errors: 0, Skipped: 1" "$(EXTRA_RUN=2 scripts/totals.sh "$work/a" "$work/b")"
sed -e 's/<skipped message.*/<skipped type="Aborted"><![CDATA[org.Aborted: Assumption failed: no promtool here/' \
  "$work/a/TEST-one.xml" >"$work/b/TEST-three.xml"
expect_in "a reason in a trace is told too" "did not run: One.it_waits no promtool here" "$(scripts/totals.sh "$work/b")"
rm "$work/b/TEST-three.xml"
sed -e 's/failures="0"/failures="1"/' "$work/a/TEST-one.xml" >"$work/b/TEST-two.xml"
scripts/totals.sh "$work/a" "$work/b" >/dev/null
expect "one failure fails" 1 $?
scripts/totals.sh "$work/none" >/dev/null
expect "no tests at all is a failure" 1 $?
rm -rf "$work"
