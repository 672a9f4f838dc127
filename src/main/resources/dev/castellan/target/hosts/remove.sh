# Removes one node; leave.sh comes after it. $1 cluster  $2 node id  $3 DELETED or KEPT: what becomes of its data
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
