# Reads everything about one node and its machine, or about a machine that has no node; changes nothing.
# $1 cluster  $2 node id, or nothing  $3 data directories, separated by commas; further arguments: host:port of other nodes
set -u
cluster=$1 id=$2 wanted=$3
shift 3
etc=/etc/castellan/$cluster/kafka-$id
state=/var/lib/castellan/$cluster/kafka-$id
unit=castellan-$cluster-kafka-$id.service
say() { printf '%s=%s\n' "$1" "$2"; }
file() { [ ! -f "$2" ] || say "$1" "$(base64 -w0 "$2")"; }

say now "$(date +%s%3N)"
say name "$(hostname)"
say machine-id "$(cat /etc/machine-id 2>/dev/null)"
. /etc/os-release 2>/dev/null
say os "${ID-} ${ID_LIKE-}"
say os-name "${PRETTY_NAME-}"
say architecture "$(uname -m)"
say cores "$(nproc)"
say memory-kb "$(awk '/^MemTotal/ {print $2}' /proc/meminfo)"
say swap-kb "$(awk '/^SwapTotal/ {print $2}' /proc/meminfo)"
# A Java's own file says its version; starting each one to ask would be most of what this script costs.
seen=' '
for java in "$(command -v java)" /usr/lib/jvm/*/bin/java; do
  [ -x "$java" ] || continue
  real=$(readlink -f "$java")
  case $seen in *" $real "*) continue ;; esac
  seen="$seen$real "
  version=$(sed -n 's/^JAVA_VERSION="\(.*\)"/\1/p' "${real%/bin/java}/release" 2>/dev/null)
  say java "$java ${version:-$("$java" -version 2>&1 | sed -n 's/.* version "\([^"]*\)".*/\1/p')}"
done
for installer in apt-get dnf; do
  command -v $installer >/dev/null && say installer $installer && break
done
say map-count "$(cat /proc/sys/vm/max_map_count)"
say swappiness "$(cat /proc/sys/vm/swappiness)"
say huge-pages "$(sed -n 's/.*\[\(.*\)\].*/\1/p' /sys/kernel/mm/transparent_hugepage/enabled 2>/dev/null)"
say clock "$(timedatectl show -p NTPSynchronized --value 2>/dev/null)"
grep -qs '^ENABLED=yes' /etc/ufw/ufw.conf && say firewall ufw
systemctl is-active --quiet firewalld && say firewall firewalld
ss -Hltnp 2>/dev/null | awk '{n = split($4, a, ":"); who = $6; sub(/.*\(\("/, "", who); sub(/",pid=/, ", pid ", who); sub(/,fd.*/, "", who); print "listening=" a[n] " " who}'

for directory in ${wanted//,/ } /opt /var/log; do
  at=$directory
  while [ ! -e "$at" ]; do at=$(dirname "$at"); done
  df -PT -B1 "$at" | awk -v d="$directory" 'NR == 2 {print "disk=" d " " $7 " " $2 " " $3 " " $5}'
done
for unit_file in /etc/systemd/system/*.service /lib/systemd/system/*kafka*.service; do
  case $unit_file in */castellan-*) continue ;; esac
  [ -f "$unit_file" ] && grep -qE 'kafka-server-start|kafka\.Kafka' "$unit_file" && say foreign "the unit $unit_file"
done
# Written so that a look at the same time, for another node of this machine, does not take these words for a Kafka.
for process in $(grep -lzx 'kafka[.]Kafka' /proc/[0-9]*/cmdline 2>/dev/null); do
  process=${process%/cmdline}
  group=$(cat "$process/cgroup" 2>/dev/null) || continue # it ended meanwhile
  case $group in *castellan-*-kafka-*) continue ;; esac
  say foreign "the process ${process#/proc/}"
done

for release in /opt/castellan/kafka/*/libs; do
  [ ! -x "${release%libs}bin/kafka-run-class.sh" ] || find "$release" -name '*.jar' -printf "jar=$(basename "$(dirname "$release")") %s %f\n"
done
[ ! -d /opt/castellan/store ] || find /opt/castellan/store -maxdepth 1 -name '*.jar' -printf 'store=%f\n'
if [ -n "$id" ]; then
  id kafka >/dev/null 2>&1 && [ -d "$state" ] && [ -d "$etc" ] && say prepared yes
else
  [ -d /opt/castellan/store ] && [ -d "/etc/castellan/$cluster" ] && say prepared yes
fi

[ -d "$etc" ] && say installed yes
command -v openssl >/dev/null && say openssl yes
# Without the key beside it a certificate is none.
if [ -s "$etc/tls/node.pem" ] && [ -s "$etc/tls/key.pem" ]; then
  file certificate "$etc/tls/certificate.pem"
  file authorities "$etc/tls/ca.pem"
fi
file at-start:certificate "$state/started/certificate.pem"
file at-start:authorities "$state/started/ca.pem"
file loaded:certificate "$state/started/loaded-certificate.pem"
file loaded:authorities "$state/started/loaded-ca.pem"
file manifest "$state/manifest.properties"
file identity "/var/lib/castellan/$cluster/identity.properties"
for name in server.properties jvm.options log4j.properties; do
  file "file:$name" "$etc/$name"
  file "started:$name" "$state/started/$name"
done
# What an agent reads is worth nothing without the key store that it names. $1 the file
lacks_store() {
  local store
  store=$(sed -n 's/^ *filename: //p' "$1" 2>/dev/null)
  [ -n "$store" ] && [ ! -s "$store" ]
}
lacks_store "$etc/jmx-agent.yml" || file file:jmx-agent.yml "$etc/jmx-agent.yml"
file "file:kafka.service" "/etc/systemd/system/$unit"
file "started:kafka.service" "$state/started/kafka.service"
file file:sysctl.conf /etc/sysctl.d/90-castellan.conf
file file:limits.conf /etc/security/limits.d/90-castellan.conf
# What lets packets through is there only when the firewall goes by it.
opening=castellan-$cluster-kafka-$id
! grep -qs "dapp_$opening\|### tuple ### allow tcp .* $opening " /etc/ufw/user.rules || file file:ufw.profile "/etc/ufw/applications.d/$opening"
! grep -qs "<service name=\"$opening\"/>" /etc/firewalld/zones/*.xml || file file:firewalld.xml "/etc/firewalld/services/$opening.xml"
names=$(sed -n "/^# BEGIN castellan $cluster:/,/^# END castellan $cluster\$/p" /etc/hosts; echo .)
[ "$names" = . ] || say file:hosts "$(printf '%s' "${names%.}" | base64 -w0)"
[ -f "$state/started/server.properties" ] && say was-started yes
systemctl show "$unit" -p ActiveState -p SubState -p MainPID | sed 's/^/unit:/'
pid=$(systemctl show "$unit" -p MainPID --value)
if [ "${pid:-0}" = 0 ]; then
  # systemd may give a service as much as the kernel allows, whatever holds for a login.
  say open-files "$(cat /proc/sys/fs/nr_open)"
else
  say up-seconds "$(ps -o etimes= -p "$pid" | tr -d ' ')"
  say open-files "$(awk '/^Max open files/ {print $5}' "/proc/$pid/limits")"
fi
[ ! -f "$etc/server.properties" ] || wanted=$wanted,$(sed -n 's/^log.dirs=//p' "$etc/server.properties")
[ ! -f "$state/started/server.properties" ] || wanted=$wanted,$(sed -n 's/^log.dirs=//p' "$state/started/server.properties")
for directory in $(printf '%s' "$wanted" | tr ',' '\n' | sort -u); do
  file "meta:$directory" "$directory/meta.properties"
  say "bytes:$directory" "$(du -sb "$directory" 2>/dev/null | cut -f1)"
done

[ ! -f "/var/lib/castellan/$cluster/worker-hosts" ] || sed 's/^/worker-host=/' "/var/lib/castellan/$cluster/worker-hosts"

# Workers of Kafka Connect that live here, whichever node they are beside.
for worker in "/etc/castellan/$cluster"/connect-*; do
  [ -d "$worker" ] || continue
  own=worker:${worker##*/connect-}
  their=castellan-$cluster-${worker##*/}.service
  say "$own:installed" yes
  for kept in "$worker"/* "$worker"/tls/*.pem; do
    case $kept in
      *.p12) continue ;;
      */jmx-agent.yml) ! lacks_store "$kept" || continue ;;
    esac
    file "$own:file:${kept##*/}" "$kept"
  done
  # Without its stores a certificate is none.
  [ ! -e "$worker/tls/ca.pem" ] || [ -s "$worker/tls/worker.p12" ] || say "$own:incomplete" yes
  for kept in $(sed -n 's|.* -> \(carried/[^,]*\), .*|\1|p' "$worker/carried.txt" 2>/dev/null); do
    [ -f "$worker/$kept" ] || say "$own:lost" "$kept"
  done
  file "$own:file:kafka.service" "/etc/systemd/system/$their"
  [ "$names" = . ] || say "$own:file:hosts" "$(printf '%s' "${names%.}" | base64 -w0)"
  opening=castellan-$cluster-${worker##*/}
  ! grep -qs "dapp_$opening\|### tuple ### allow tcp .* $opening " /etc/ufw/user.rules || file "$own:file:ufw.profile" "/etc/ufw/applications.d/$opening"
  ! grep -qs "<service name=\"$opening\"/>" /etc/firewalld/zones/*.xml || file "$own:file:firewalld.xml" "/etc/firewalld/services/$opening.xml"
  if [ "$(systemctl show "$their" -p ActiveState --value)" = active ]; then
    running=$(systemctl show "$their" -p MainPID --value)
    say "$own:pid" "$running"
    say "$own:up-seconds" "$(ps -o etimes= -p "$running" | tr -d ' ')"
    for kept in "/var/lib/castellan/$cluster/${worker##*/}"/started/*; do
      file "$own:started:${kept##*/}" "$kept"
    done
  fi
done

# Prometheus: which of its programs are here, and the one that is kept for this cluster.
# While an installation is not finished, whoever cut it off, its programs count as missing: it is run again to its end.
for program in prometheus prometheus-alertmanager; do
  [ -e /var/lib/castellan/.before-prometheus ] || ! command -v $program >/dev/null || say prometheus:program $program
done
# ask UNIT PATH: what the program of that unit answers, from its first line on.
ask() {
  timeout 2 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$0"; printf "GET %s HTTP/1.0\r\n\r\n" "$1" >&3; cat <&3' \
    "$(sed -n 's/.*--web.listen-address=[^ ]*:\([0-9]*\).*/\1/p' "/etc/systemd/system/$1")" "$2" 2>/dev/null
}
watch=/etc/castellan/$cluster/prometheus
if [ -d "$watch" ]; then
  say prometheus:there yes
  for kept in "$watch"/*.yml "$watch"/rules/*.yml "$watch"/targets/*.yml "$watch"/agents/*.pem; do
    file "prometheus:file:${kept#"$watch"/}" "$kept"
  done
  # A password is told by its checksum alone.
  for kept in "$watch"/agents/*.password; do
    [ ! -f "$kept" ] || say "prometheus:file:${kept#"$watch"/}" "$(printf 'SHA-256 %s\n' "$(sha256sum <"$kept" | cut -d' ' -f1)" | base64 -w0)"
  done
  ready=0
  for name in prometheus alertmanager; do
    their=castellan-$cluster-$name.service
    file "prometheus:file:$name.service" "/etc/systemd/system/$their"
    running=$(systemctl show "$their" -p MainPID --value)
    if [ "${running:-0}" != 0 ]; then
      say prometheus:pid "$running"
      ! ask "$their" /-/ready | head -1 | grep -q ' 200 ' || ready=$((ready + 1))
    fi
  done
  [ $ready != 2 ] || [ -e "/var/lib/castellan/$cluster/prometheus/changing" ] || say prometheus:ready yes
  [ $ready != 2 ] || say prometheus:targets "$(ask "castellan-$cluster-prometheus.service" '/api/v1/targets?state=active' | sed '1,/^\r*$/d' | base64 -w0)"
fi

# A refused connection has reached its host; only silence has not. A node that runs tells more about this itself.
[ "${pid:-0}" = 0 ] || set --
for peer in "$@"; do
  {
    said=$(timeout 2 bash -c "exec 3<>/dev/tcp/${peer%:*}/${peer##*:}" 2>&1)
    code=$?
    case $code:$said in
      0:*) say peer "$peer OPEN" ;;
      *refused*) say peer "$peer REFUSED" ;;
      *"not known"* | *"name resolution"*) say peer "$peer UNKNOWN_NAME" ;;
      *) say peer "$peer SILENT" ;;
    esac
  } &
done
wait
