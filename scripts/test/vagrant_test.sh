#!/usr/bin/env bash
# What `castellan init --vagrant-libvirt` writes, before the tools that read it. Usage: scripts/test/vagrant_test.sh
#
# Ruby runs the Vagrantfile with a Vagrant that only writes down what it is told. Where Debian has the real one with its
# plugin for libvirt, that judges the file, too. No guest is started.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit
. scripts/test/check.sh
. scripts/maven.sh

# installed COMMAND PACKAGE...: root gets what is missing, where there is apt.
installed() {
  local command=$1
  shift
  command -v "$command" >/dev/null && return
  [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null && apt_install "$@" >/dev/null 2>&1
  command -v "$command" >/dev/null
}

if ! installed ruby ruby || ! installed xmllint libxml2-utils || ! installed ssh openssh-client; then
  echo "DID NOT RUN: needs ruby, xmllint and ssh: sudo apt-get install -y ruby libxml2-utils openssh-client"
  exit 1
fi

work=$(mktemp -d)
here="$work/my orders" # a blank in the way must do no harm
mkdir "$here"
cp src/test/golden/init-for-vagrant-writes-guests-a-network-and-a-spec/{Vagrantfile,kafka-net.xml} "$here"

expect "Ruby reads the Vagrantfile" "Syntax OK" "$(ruby -wc "$here/Vagrantfile" 2>&1)"
expect "three guests, one network however many ask at once" "version 2
vm box bento/ubuntu-24.04
vm synced_folder . /vagrant disabled=true
vm provider libvirt: cpus 2
vm provider libvirt: memory 2048
vm define kafka-1: vm hostname kafka-1
vm define kafka-1: vm network private_network ip=192.168.56.10 libvirt__network_name=kafka-net
vm define kafka-2: vm hostname kafka-2
vm define kafka-2: vm network private_network ip=192.168.56.11 libvirt__network_name=kafka-net
vm define kafka-3: vm hostname kafka-3
vm define kafka-3: vm network private_network ip=192.168.56.12 libvirt__network_name=kafka-net
trigger before up: name kafka-net
trigger after up: name ssh_config, known_hosts
defined kafka-net
asked cat /etc/ssh/ssh_host_*_key.pub
asked cat /etc/ssh/ssh_host_*_key.pub" "$(ruby -w scripts/test/vagrant_double.rb "$here/Vagrantfile" 2>&1)"
expect "every key of every guest once, also after a second start" "192.168.56.10 ssh-ed25519 first-of-kafka-1
192.168.56.10 ssh-rsa second-of-kafka-1
192.168.56.11 ssh-ed25519 first-of-kafka-2
192.168.56.11 ssh-rsa second-of-kafka-2
192.168.56.12 ssh-ed25519 first-of-kafka-3
192.168.56.12 ssh-rsa second-of-kafka-3" "$(sort "$here/known_hosts")"
for host in kafka-2 192.168.56.11; do
  expect "ssh knows the way to $host" "hostname 192.168.56.11
identitiesonly yes
identityfile $here/.vagrant/machines/kafka-2/libvirt/private_key
stricthostkeychecking true
user vagrant
userknownhostsfile $here/known_hosts" "$(ssh -T -G -F "$here/ssh_config" "$host" |
    grep -E '^(hostname|user|identityfile|identitiesonly|stricthostkeychecking|userknownhostsfile) ' | sort)"
done
expect "the network is XML" "" "$(xmllint --noout "$here/kafka-net.xml" 2>&1)"

# Debian 12 has both, in 25 MB; later ones and Ubuntu do not.
export VAGRANT_HOME="$work/home" VAGRANT_DEFAULT_PROVIDER=libvirt VAGRANT_CHECKPOINT_DISABLE=1
if installed vagrant vagrant vagrant-libvirt && [[ $(vagrant plugin list 2>&1) == *vagrant-libvirt* ]]; then
  expect_in "Vagrant takes the Vagrantfile" "validated successfully" "$(cd "$here" && timeout 60 vagrant validate 2>&1)"
else
  echo "NOT JUDGED by Vagrant itself: no packages vagrant and vagrant-libvirt here"
fi
schema=/usr/share/libvirt/schemas/network.rng
if [[ -f $schema ]]; then
  expect_in "the network is one of libvirt's" validates "$(xmllint --noout --relaxng $schema "$here/kafka-net.xml" 2>&1)"
else
  echo "NOT JUDGED by libvirt's schema of networks: no $schema here"
fi
rm -rf "$work"
