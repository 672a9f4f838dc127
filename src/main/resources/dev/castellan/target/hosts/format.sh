# Formats the storage of a node with Kafka's own code. $1 cluster  $2 node id  $3 cluster id  $4 java
# $5 version  $6 initial controllers, or nothing for a node that joins later
set -eu
etc=/etc/castellan/$1/kafka-$2
directories=$(sed -n 's/^log.dirs=//p' "$etc/server.properties" | tr ',' '\n')
for directory in $directories; do
  mkdir -p "$directory"
  chown kafka:kafka "$directory"
  chmod 750 "$directory"
  # What was formatted for this cluster and never started may be formatted anew.
  if [ ! -f "/var/lib/castellan/$1/kafka-$2/started/server.properties" ] &&
    grep -qxF "cluster.id=$3" "$directory/meta.properties" 2>/dev/null; then
    rm -rf "$directory/meta.properties" "$directory/bootstrap.checkpoint" "$directory/__cluster_metadata-0"
  fi
done
quorum=(--no-initial-controllers)
[ -z "$6" ] || quorum=(--initial-controllers "$6")
if ! said=$(runuser -u kafka -- "$4" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "/opt/castellan/kafka/$5/libs/*" \
  kafka.tools.StorageTool format -t "$3" -c "$etc/server.properties" "${quorum[@]}" --ignore-formatted 2>&1); then
  printf 'storage cannot be formatted: %s\n' "$(printf '%s' "$said" | tail -n 1)" >&2
  exit 1
fi
