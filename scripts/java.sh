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

# What there is, why it does not do, and what to type.
explain_missing_java() {
  local home feature newest=0 where=''
  while IFS= read -r home; do
    feature=$(java_feature "$home")
    if ((${feature:-0} > newest)); then
      newest=$feature where=$home
    fi
  done < <(java_candidates)
  if ((newest == 0)); then
    echo "castellan needs a JDK, $OLDEST_JAVA or newer (best $BEST_JAVA), and found no Java"
  elif ((newest >= OLDEST_JAVA)); then
    echo "castellan needs a full JDK to build itself, and Java $newest in $where has no compiler"
  else
    echo "castellan needs a JDK, $OLDEST_JAVA or newer (best $BEST_JAVA); the newest Java here is $newest, in $where"
  fi
  java_advice | sed 's/^/  /'
}

# The line that installs a JDK on this system, which the file in OS_RELEASE names. A subshell: the file sets variables.
java_advice() (
  ID='' VERSION_ID=''
  # shellcheck disable=SC1090 # a file of plain assignments, on every Linux
  [[ ! -r ${OS_RELEASE:-/etc/os-release} ]] || . "${OS_RELEASE:-/etc/os-release}"
  package=$(apt-cache --names-only search '^openjdk-[0-9]+-jdk-headless$' 2>/dev/null |
    sed -n 's/^\(openjdk-\([0-9]*\)-jdk-headless\) .*/\2 \1/p' | sort -n | tail -n 1) || true
  if [[ -n $package ]] && ((${package% *} >= OLDEST_JAVA)); then
    echo "sudo apt-get install -y ${package#* }"
    exit 0
  fi
  case $ID-${VERSION_ID%%.*} in
    debian-[0-9] | debian-1[0-2] | ubuntu-1* | ubuntu-20)
      echo "$ID $VERSION_ID has no JDK that new. Take Temurin $BEST_JAVA from the Debian packages of adoptium.net,"
      echo "or, without root, from sdkman.io:  sdk install java $BEST_JAVA-tem"
      ;;
    debian-* | ubuntu-*) echo "sudo apt-get update && sudo apt-get install -y openjdk-21-jdk-headless" ;;
    fedora-* | rhel-* | centos-* | rocky-* | almalinux-*) echo "sudo dnf install -y java-21-openjdk-devel" ;;
    alpine-*) echo "sudo apk add openjdk21-jdk" ;;
    arch-*) echo "sudo pacman -S jdk-openjdk" ;;
    *) echo "install one with SDKMAN (sdkman.io), sdk install java $BEST_JAVA-tem, or on macOS: brew install openjdk" ;;
  esac
)
