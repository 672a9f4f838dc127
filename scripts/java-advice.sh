# Says which Java to install, and how, on this system. Sourced by java.sh.
# shellcheck shell=bash

# What there is, why it does not do, and what to type.
explain_missing_java() {
  local home feature newest=0 where=''
  while IFS= read -r home; do
    feature=$(java_feature "$home")
    if ((${feature:-0} > newest)); then
      newest=$feature where=$home
    fi
  done < <(java_candidates)
  if ((newest == 0)) && [[ -n ${CASTELLAN_JAVA_HOME-} ]]; then
    echo "castellan needs a JDK, $OLDEST_JAVA or newer (best $BEST_JAVA); CASTELLAN_JAVA_HOME names none: $CASTELLAN_JAVA_HOME"
  elif ((newest == 0)); then
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
