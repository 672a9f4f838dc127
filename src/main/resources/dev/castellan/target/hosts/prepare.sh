# Makes the user and the directories of one node, or what workers need on a machine that has no node.
# $1 cluster  $2 node id, or nothing  $3 packages, or nothing
set -eu
exec 8>/run/castellan.lock
flock -w 600 8 || { echo "another Castellan is at work on this machine" >&2; exit 1; }
if [ -n "$3" ]; then
  if command -v apt-get >/dev/null; then
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >&2
    apt-get install -y -qq --no-install-recommends $3 >&2
  else
    dnf install -y -q $3 >&2
  fi
fi
install -d -m 755 /opt/castellan /opt/castellan/store /opt/castellan/kafka /etc/castellan
install -d -m 755 "/var/lib/castellan" "/var/lib/castellan/$1" /var/log/castellan "/var/log/castellan/$1"
# Who is not of the group may pass through: workers of Kafka Connect have their own in there.
install -d -m 751 "/etc/castellan/$1"
[ -n "$2" ] || exit 0
if ! id kafka >/dev/null 2>&1; then
  # The mark lies with the data: data that is kept belongs to the user.
  mkdir -p /var/lib/castellan
  touch /var/lib/castellan/.made-user
  useradd --system --user-group --home-dir /var/lib/castellan --shell /usr/sbin/nologin kafka
fi
chgrp kafka "/etc/castellan/$1"
install -d -m 750 -g kafka "/etc/castellan/$1/kafka-$2"
install -d -m 750 -o kafka -g kafka "/var/lib/castellan/$1/kafka-$2" "/var/lib/castellan/$1/kafka-$2/started" \
  "/var/log/castellan/$1/kafka-$2"
