#!/usr/bin/env bash
# The programs of Debian that tests use, to be sourced after maven.sh from the root of the repository.

tools=$PWD/target/tools
PATH=$tools/usr/bin:$PATH

missing_tools() {
  local tool
  for tool in shellcheck kcat promtool; do
    command -v "$tool" >/dev/null || printf '%s ' "$tool"
  done
}

# Gets those that are missing, as far as one may; prints a line for each that is missing still.
get_tools() {
  local tool how missing
  missing=$(missing_tools)
  if [[ -n $missing ]] && command -v apt-get >/dev/null; then
    # shellcheck disable=SC2086 # a list of package names
    [[ $(id -u) != 0 || $missing == "promtool " ]] || apt_install ${missing/promtool/} >/dev/null 2>&1
    [[ $missing != *promtool* ]] || apt_unpack "$tools" prometheus >/dev/null 2>&1
  fi
  for tool in $(missing_tools); do
    case $tool in
      promtool) how="apt-get download prometheus && dpkg -x prometheus_*.deb target/tools" ;;
      *) how="sudo apt-get update && sudo apt-get install -y $tool" ;;
    esac
    printf 'DID NOT RUN: what needs %s; get it: %s\n' "$tool" "$how"
  done
}
