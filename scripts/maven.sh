# Finds Maven and runs it with the Java found. To be sourced, after java.sh.
# shellcheck shell=bash

# Makes sure that there is a Maven of 3.8 or newer: installs it where that is one command away, else says what to type.
need_maven() {
  local version
  if ! command -v mvn >/dev/null && [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    apt_install maven || true
  fi
  if ! command -v mvn >/dev/null; then
    echo "castellan needs Maven (3.8 or newer) to build itself, and there is no mvn on the PATH"
    echo "  $(maven_advice)"
    return 3
  fi
  version=$(JAVA_HOME=$1 MAVEN_OPTS=$(maven_options "$1") mvn -v 2>/dev/null | sed -n 's/.*Apache Maven \([0-9.]*\).*/\1/p')
  case $version in
    3.[0-7] | 3.[0-7].* | [0-2].*)
      echo "castellan needs Maven 3.8 or newer to build itself, and mvn on the PATH is $version"
      echo "  take a newer one, with SDKMAN (sdkman.io) for example:  sdk install maven"
      return 3
      ;;
  esac
}

maven_advice() {
  if command -v apt-get >/dev/null; then
    echo "sudo apt-get update && sudo apt-get install -y maven"
  elif command -v dnf >/dev/null; then
    echo "sudo dnf install -y maven"
  elif command -v brew >/dev/null; then
    echo "brew install maven"
  else
    echo "install it with SDKMAN (sdkman.io):  sdk install maven"
  fi
}

# Installs Debian packages without a question. Only for root.
apt_install() {
  export DEBIAN_FRONTEND=noninteractive
  apt-get -q update && apt-get -q install -y --no-install-recommends "$@"
} </dev/null >&2

# apt_unpack DIRECTORY PACKAGE: the programs of a Debian package and what they read, with nothing installed; some start a
# service.
apt_unpack() {
  local scratch=$1/download
  [[ $(id -u) != 0 ]] || apt-get -q update
  mkdir -p "$scratch" "$1/usr" && (cd "$scratch" && apt-get -q download "$2" && dpkg -x "$2"_*.deb .) &&
    mkdir -p "$1/usr/bin" && cp -a "$scratch/usr/share" "$1/usr/" && mv -f "$scratch"/usr/bin/* "$1/usr/bin/"
  local code=$?
  rm -rf "$scratch"
  return "$code"
} </dev/null >&2

# What a JVM that runs Maven or a tool is told, so that the libraries in it do not warn about themselves.
maven_options() {
  local options=${MAVEN_OPTS-}
  if (($(java_feature "$1") >= 24)); then
    options="--sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED $options"
  fi
  echo "$options"
}

# maven JAVA_HOME ARGUMENT...
maven() {
  local home=$1
  shift
  JAVA_HOME=$home MAVEN_OPTS=$(maven_options "$home") mvn -B -Dstyle.color=never "$@" </dev/null
}
