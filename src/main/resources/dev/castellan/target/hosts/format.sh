# Puts formatted storage in place. $1 cluster  $2 node id  $3 cluster id. Standard input: a tar with a directory for each
# of log.dirs, in their order: 0/meta.properties, ... A directory that is formatted already stays as it is.
set -eu
etc=/etc/castellan/$1/kafka-$2
state=/var/lib/castellan/$1/kafka-$2
coming=$(mktemp -d "$state/.format-XXXXXX")
trap 'rm -rf "$coming"' EXIT
tar -x -C "$coming" -f -
n=0
for directory in $(sed -n 's/^log.dirs=//p' "$etc/server.properties" | tr ',' '\n'); do
  mkdir -p "$directory"
  chown kafka:kafka "$directory"
  chmod 750 "$directory"
  # What was formatted for this cluster and never started may be formatted anew.
  if [ ! -f "$state/started/server.properties" ] && grep -qxF "cluster.id=$3" "$directory/meta.properties" 2>/dev/null; then
    rm -rf "$directory/meta.properties" "$directory/bootstrap.checkpoint" "$directory/__cluster_metadata-0"
  fi
  if [ ! -f "$directory/meta.properties" ]; then
    # Last comes what says that all of it is there.
    mv "$coming/$n/meta.properties" "$coming/meta-$n"
    [ -z "$(ls -A "$coming/$n")" ] || cp -a "$coming/$n/." "$directory/"
    cp "$coming/meta-$n" "$directory/meta.properties.castellan"
    chown -R kafka:kafka "$directory"
    sync -f "$directory"
    mv "$directory/meta.properties.castellan" "$directory/meta.properties"
    sync -f "$directory"
  fi
  n=$((n + 1))
done
