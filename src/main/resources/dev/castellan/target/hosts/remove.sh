# Removes one node. $1 cluster  $2 node id  $3 DELETED or KEPT: what becomes of its data
set -eu
exec 8>/run/castellan.lock
flock -w 60 8 || { echo "another Castellan is at work on this machine" >&2; exit 1; }
etc=/etc/castellan/$1/kafka-$2
unit=castellan-$1-kafka-$2.service
systemctl disable --now "$unit" >/dev/null 2>&1 || true
directories=$(sed -n 's/^log.dirs=//p' "$etc/server.properties" 2>/dev/null | tr ',' '\n')
if [ "$3" = DELETED ]; then
  # The list stands in a file that anybody may have changed: only what Kafka has formatted is a node's to lose.
  for directory in $directories; do
    [ ! -f "$directory/meta.properties" ] || rm -rf "$directory"
  done
  rm -rf "/var/lib/castellan/$1/kafka-$2"
fi
rm -rf "$etc" "/var/log/castellan/$1/kafka-$2" "/etc/systemd/system/$unit"
systemctl daemon-reload
systemctl reset-failed "$unit" 2>/dev/null || true
opening=castellan-$1-kafka-$2
if [ -f "/etc/ufw/applications.d/$opening" ]; then
  ufw delete allow "$opening" >/dev/null 2>&1 || true
  rm -f "/etc/ufw/applications.d/$opening"
fi
if [ -f "/etc/firewalld/services/$opening.xml" ]; then
  firewall-cmd --quiet --permanent --remove-service="$opening" 2>/dev/null || true
  rm -f "/etc/firewalld/services/$opening.xml"
  firewall-cmd --quiet --reload 2>/dev/null || true
fi

# The last node of the cluster on this machine.
if rmdir "/etc/castellan/$1" 2>/dev/null; then
  sed "/^# BEGIN castellan $1:/,/^# END castellan $1\$/d" /etc/hosts >/etc/hosts.castellan
  if cmp -s /etc/hosts.castellan /etc/hosts; then rm -f /etc/hosts.castellan; else mv /etc/hosts.castellan /etc/hosts; fi
fi
rmdir "/var/log/castellan/$1" 2>/dev/null || true
if [ "$3" = DELETED ] && ! ls -d "/var/lib/castellan/$1"/kafka-* >/dev/null 2>&1; then
  rm -rf "/var/lib/castellan/$1"
fi

# The last node of all takes the rest along. Java stays: others may have come to use it.
if ! rmdir /etc/castellan 2>/dev/null; then exit 0; fi
rm -f /etc/sysctl.d/90-castellan.conf /etc/security/limits.d/90-castellan.conf /etc/tmpfiles.d/castellan.conf
for link in /opt/kafka /usr/local/bin/kafka-*.sh; do
  case $(readlink "$link") in castellan/* | /opt/castellan/*) rm -f "$link" ;; esac
done
rmdir /var/log/castellan 2>/dev/null || true
if [ -z "$(ls /var/lib/castellan)" ]; then
  [ ! -f /var/lib/castellan/.made-user ] || userdel kafka || true
  rm -rf /var/lib/castellan
fi
rm -rf /opt/castellan
