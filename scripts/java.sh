# Finds Java. To be sourced: `newest_java jdk` prints the home of the best JDK here, or nothing.
# shellcheck shell=bash
#
# Versions are read from each home's `release` file: starting every Java to ask it would take seconds.

OLDEST_JAVA=21
BEST_JAVA=25

# Every place a Java may be, one home a line; duplicates and nonsense are harmless. CASTELLAN_JAVA_HOME, where it is
# set, is the only one.
java_candidates() {
  local home
  if [[ -n ${CASTELLAN_JAVA_HOME-} ]]; then
    echo "$CASTELLAN_JAVA_HOME"
    return 0
  fi
  [[ -z ${JAVA_HOME-} ]] || echo "$JAVA_HOME"
  if home=$(command -v java); then
    home=$(readlink -f "$home" 2>/dev/null || echo "$home")
    echo "${home%/bin/java}"
  fi
  for home in /usr/lib/jvm/* /opt/java/* "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home /Library/Java/JavaVirtualMachines/*/Contents/Home; do
    echo "$home"
  done
  if [[ -x /usr/libexec/java_home ]]; then
    /usr/libexec/java_home 2>/dev/null || true
  fi
}

# The feature release of a Java home, `25`; nothing where there is no Java.
java_feature() {
  local line version
  [[ -x $1/bin/java && -r $1/release ]] || return 0
  while IFS= read -r line || [[ -n $line ]]; do
    if [[ $line == JAVA_VERSION=* ]]; then
      version=${line#*=}
      version=${version//\"/}
      version=${version#1.}
      echo "${version%%[!0-9]*}"
      return 0
    fi
  done <"$1/release"
}

# The home of the best Java for a purpose, `jdk` (to build) or `jre` (to run); nothing when none is new enough.
# The release Castellan is tested on wins, then the newest.
newest_java() {
  local home feature rank best='' best_rank=0
  while IFS= read -r home; do
    [[ $1 == jre || -x $home/bin/javac ]] || continue
    feature=$(java_feature "$home")
    rank=${feature:-0}
    ((rank >= OLDEST_JAVA)) || continue
    ((rank != BEST_JAVA)) || rank=1000
    if ((rank > best_rank)); then
      best=$home best_rank=$rank
    fi
  done < <(java_candidates)
  echo "$best"
}

# shellcheck source=scripts/java-advice.sh
. "${BASH_SOURCE[0]%/*}/java-advice.sh"
