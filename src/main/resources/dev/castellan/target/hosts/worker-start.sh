# Starts a worker of Kafka Connect, now and whenever its machine starts; then plugins go that no worker here has any more.
# $1 its unit  $2 its directory  $3 where plugins lie, each under its checksum
set -e
systemctl enable --quiet "$1" 2>/dev/null
systemctl reset-failed "$1" 2>/dev/null || true
systemctl start "$1"
# Of the last hour one may be for a worker that is about to be written.
[ -d "$3" ] || exit 0
find "$3" -mindepth 1 -maxdepth 1 -type d -mmin +60 | while read -r plugin; do
  grep -qsF "${plugin##*/}" /etc/castellan/*/connect-*/connect-distributed.properties \
    /var/lib/castellan/*/connect-*/started/connect-distributed.properties || rm -rf "$plugin"
done
