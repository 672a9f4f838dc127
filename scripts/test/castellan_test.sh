#!/usr/bin/env bash
# The launcher in a repository of its own, with a Java and a Maven that only write down what they are told.
# Usage: scripts/test/castellan_test.sh
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
. scripts/test/check.sh

work=$(mktemp -d)
repository="$work/a repository"
mkdir -p "$repository/src/main" "$work/bin"
cp -R castellan scripts "$repository/"
touch "$repository/pom.xml"
fake_java "$work/jdk" 25.0.1
cat >"$work/jdk/bin/java" <<'FAKE'
#!/bin/sh
for word; do case $word in -XX:AOTCacheOutput=*) echo archive >"${word#*=}" && exit 0 ;; esac; done
echo "java tty=$CASTELLAN_TTY $*"
exit 7
FAKE
cat >"$work/bin/mvn" <<'FAKE'
#!/bin/sh
case $* in -v) echo "Apache Maven ${FAKE_MAVEN:-3.9.1}" && exit 0 ;; esac
echo build >>"$FAKE_LOG"
sleep 0.3
[ -z "$FAKE_FAILURE" ] || { echo "[ERROR] $FAKE_FAILURE" && exit 1; }
mkdir -p target/quick/castellan/lib && touch target/quick/castellan/lib/b.jar target/quick/castellan/lib/a.jar
FAKE
chmod +x "$work/bin/mvn"
export FAKE_LOG=$work/builds FAKE_FAILURE='' CASTELLAN_JAVA_HOME=$work/jdk PATH=$work/bin:$PATH
unset CASTELLAN_NO_BUILD JAVA_HOME MAVEN_OPTS
castellan() { "$repository/castellan" "$@" 2>"$work/stderr" </dev/null; }
builds() { grep -c build "$FAKE_LOG"; }

FAKE_FAILURE="Main.java:[3,5] cannot find symbol"
castellan help >"$work/stdout"
expect "a failed build ends with 70" 70 $?
expect_in "it shows the compiler's words" "Main.java:[3,5] cannot find symbol" "$(<"$work/stderr")"
expect_in "and where the rest is" "target/build.log" "$(<"$work/stderr")"
FAKE_FAILURE=''

: >"$FAKE_LOG"
castellan one >"$work/one" &
castellan two >"$work/two"
wait $!
expect "two at once build once" 1 "$(builds)"
expect "the exit code is Java's" 7 "$(castellan help >/dev/null || echo $?)"
said=$(castellan topics "a b" '*')
expect_in "arguments arrive whole" "dev.castellan.cli.Main topics a b *" "$said"
expect_in "jars in one order" "/lib/a.jar:$repository" "$said"
expect_in "the archive is used" "-XX:AOTCache=$repository/target" "$said"
expect_in "a short command compiles lightly" "-XX:TieredStopAtLevel=1" "$said"
expect_in "standard error is no terminal here" "tty=0" "$said"
said=$(castellan produce clicks)
expect "a stream compiles fully" "" "$([[ $said != *TieredStop* ]] || echo "$said")"
expect "nothing but Java speaks" "" "$(<"$work/stderr")"

ln -s "$repository/castellan" "$work/bin/castellan"
expect_in "through a link on the PATH" "Main linked" "$(cd / && "$work/bin/castellan" linked)"
sleep 0.05
touch "$repository/src/main/New.java"
castellan help >/dev/null
expect "a newer source builds again" 2 "$(builds)"
expect_in "and says so" "building Castellan: its sources changed" "$(<"$work/stderr")"
rm "$repository"/target/castellan/builds/*/start.cache
expect "without an archive there is no option for it" "" "$(castellan help | grep -o AOTCache)"

fake_java "$work/old" 17.0.2
CASTELLAN_JAVA_HOME=$work/old castellan help
expect "an old Java is refused" 3 $?
touch "$repository/pom.xml"
FAKE_MAVEN=3.6.3 castellan help
expect "an old Maven is refused" 3 $?
expect_in "and named" "mvn on the PATH is 3.6.3" "$(<"$work/stderr")"
rm -rf "$work"
