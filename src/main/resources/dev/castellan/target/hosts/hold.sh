# Holds the cluster's lock on this machine, and keeps its journal, until standard input ends or is silent for 30 s.
# $1 cluster  $2 who holds it. Each line that comes in is a line of the journal; an empty one is a sign of life.
set -u
umask 077
exec 9>>"/run/castellan-$1.lock"
if ! flock -n 9; then
  echo "held $(cat "/run/castellan-$1.holder" 2>/dev/null)"
  exit 0
fi
printf '%s' "$2" >"/run/castellan-$1.holder"
echo granted
while IFS= read -r -t 30 line; do
  if [ -n "$line" ] && [ -d "/var/lib/castellan/$1" ]; then
    printf '%s\n' "$line" >>"/var/lib/castellan/$1/journal.jsonl" && sync "/var/lib/castellan/$1/journal.jsonl"
  fi
  echo kept
done
rm -f "/run/castellan-$1.holder"
