# Takes away what was there for all of a cluster, or for all of Castellan, once the last node and the last worker of it
# have left this machine. $1 cluster  $3 DELETED or KEPT: what becomes of data
set -eu
exec 8>/run/castellan.lock
flock -w 60 8 || { echo "another Castellan is at work on this machine" >&2; exit 1; }
if rmdir "/etc/castellan/$1" 2>/dev/null; then
  sed "/^# BEGIN castellan $1:/,/^# END castellan $1\$/d" /etc/hosts >/etc/hosts.castellan
  if cmp -s /etc/hosts.castellan /etc/hosts; then rm -f /etc/hosts.castellan; else mv /etc/hosts.castellan /etc/hosts; fi
fi
rmdir "/var/log/castellan/$1" 2>/dev/null || true
if [ "$3" = DELETED ] && ! ls -d "/var/lib/castellan/$1"/kafka-* "/var/lib/castellan/$1"/connect-* 2>/dev/null | grep -q .; then
  rm -rf "/var/lib/castellan/$1"
fi

# The last of all takes the rest along. Java stays: others may have come to use it.
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
