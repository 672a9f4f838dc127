# Removes one worker of Kafka Connect, and says `last` where no other of its cluster is here; leave.sh comes after it.
# $1 cluster  $2 worker id  $3 for leave.sh
set -eu
exec 8>/run/castellan.lock
flock -w 60 8 || { echo "another Castellan is at work on this machine" >&2; exit 1; }
unit=castellan-$1-connect-$2.service
systemctl disable --now "$unit" >/dev/null 2>&1 || true
rm -rf "/etc/castellan/$1/connect-$2" "/var/lib/castellan/$1/connect-$2" "/var/log/castellan/$1/connect-$2" \
  "/etc/systemd/system/$unit"
systemctl daemon-reload
systemctl reset-failed "$unit" 2>/dev/null || true
opening=castellan-$1-connect-$2
if [ -f "/etc/ufw/applications.d/$opening" ]; then
  ufw delete allow "$opening" >/dev/null 2>&1 || true
  rm -f "/etc/ufw/applications.d/$opening"
fi
if [ -f "/etc/firewalld/services/$opening.xml" ]; then
  firewall-cmd --quiet --permanent --remove-service="$opening" 2>/dev/null || true
  rm -f "/etc/firewalld/services/$opening.xml"
  firewall-cmd --quiet --reload 2>/dev/null || true
fi

# The last worker of all takes the plugins and the user along.
if ! ls -d /etc/castellan/*/connect-* >/dev/null 2>&1; then
  rm -rf /opt/castellan/plugins
  if [ -f /var/lib/castellan/.made-user-of-connect ]; then
    userdel kafka-connect || true
    rm -f /var/lib/castellan/.made-user-of-connect
  fi
fi
ls -d "/etc/castellan/$1"/connect-* >/dev/null 2>&1 || echo last
