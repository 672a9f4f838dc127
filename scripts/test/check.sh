# The few words the script tests are written in. To be sourced.
# shellcheck shell=bash

passed=0 failed=0
trap 'echo "$passed passed, $failed failed"; exit $((failed > 0 || passed == 0))' EXIT

# expect NAME WANTED GOT
expect() {
  if [[ $2 == "$3" ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'failed: %s\n  wanted: %s\n  got:    %s\n' "$1" "$2" "$3"
  fi
}

# expect_in NAME PART WHOLE
expect_in() {
  if [[ $3 == *"$2"* ]]; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    printf 'failed: %s\n  wanted: ...%s...\n  got:    %s\n' "$1" "$2" "$3"
  fi
}

# fake_java HOME VERSION [jre]
fake_java() {
  mkdir -p "$1/bin"
  printf 'IMPLEMENTOR="Test"\nJAVA_VERSION="%s"\n' "$2" >"$1/release"
  printf '#!/bin/sh\n' >"$1/bin/java"
  chmod +x "$1/bin/java"
  [[ ${3-} == jre ]] || cp -p "$1/bin/java" "$1/bin/javac"
}
