# Makes the user and the directories of one worker of Kafka Connect. $1 cluster  $2 worker id
set -eu
exec 8>/run/castellan.lock
flock -w 600 8 || { echo "another Castellan is at work on this machine" >&2; exit 1; }
if ! id kafka-connect >/dev/null 2>&1; then
  useradd --system --user-group --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin kafka-connect
  touch /var/lib/castellan/.made-user-of-connect
fi
install -d -m 755 /opt/castellan/plugins "/var/lib/castellan/$1" "/var/log/castellan/$1"
# Workers may pass through, to what is theirs; what is there they cannot list.
chmod 751 "/etc/castellan/$1"
install -d -m 750 -g kafka-connect "/etc/castellan/$1/connect-$2" "/etc/castellan/$1/connect-$2/tls" \
  "/etc/castellan/$1/connect-$2/carried"
install -d -m 750 -o kafka-connect -g kafka-connect "/var/lib/castellan/$1/connect-$2" \
  "/var/lib/castellan/$1/connect-$2/started" "/var/log/castellan/$1/connect-$2"
