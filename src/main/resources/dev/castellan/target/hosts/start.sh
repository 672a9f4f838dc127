# Starts a node, now and whenever its machine starts. $1 its unit, $2 its directory, $3 its id
set -e
# A broker without a vote that once noted a vote for itself is taken for a candidate by Kafka, and ends at its start.
if ! systemctl is-active --quiet "$1" && grep -qx 'process.roles=broker' "$2/server.properties"; then
  sed -n 's/^log\.dirs=//p; s/^metadata\.log\.dir=//p' "$2/server.properties" | tr ',' '\n' | while read -r directory; do
    noted=$directory/__cluster_metadata-0/quorum-state
    if [ -f "$noted" ] && grep -Eq "\"(votedId|leaderId)\" ?: ?$3[,}]" "$noted"; then
      mv "$noted" "$noted.before"
    fi
  done
fi
systemctl enable --quiet "$1" 2>/dev/null
systemctl reset-failed "$1" 2>/dev/null || true
systemctl start "$1"
