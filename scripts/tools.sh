#!/usr/bin/env bash
# The programs of Debian that tests use, to be sourced after maven.sh from the root of the repository.

tools=$PWD/target/tools
PATH=$tools/usr/bin:$PATH

missing_tools() {
  local tool
  for tool in shellcheck kcat promtool prometheus-alertmanager; do
    command -v "$tool" >/dev/null || printf '%s ' "$tool"
  done
}

# package_of TOOL: where the package starts a service that nobody here wants, so that it is unpacked only.
package_of() {
  case $1 in
    promtool) echo prometheus ;;
    prometheus-alertmanager) echo prometheus-alertmanager ;;
  esac
}

# Gets those that are missing, as far as one may; prints a line for each that is missing still.
get_tools() {
  local tool how package install=()
  if command -v apt-get >/dev/null; then
    for tool in $(missing_tools); do
      package=$(package_of "$tool")
      if [[ -z $package ]]; then install+=("$tool"); else apt_unpack "$tools" "$package" >/dev/null 2>&1; fi
    done
    [[ $(id -u) != 0 || ${#install[@]} == 0 ]] || apt_install "${install[@]}" >/dev/null 2>&1
  fi
  for tool in $(missing_tools); do
    package=$(package_of "$tool")
    how="sudo apt-get update && sudo apt-get install -y $tool"
    [[ -z $package ]] || how="apt-get download $package && dpkg -x ${package}_*.deb target/tools"
    printf 'DID NOT RUN: what needs %s; get it: %s\n' "$tool" "$how"
  done
}
