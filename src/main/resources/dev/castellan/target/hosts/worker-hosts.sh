# Keeps the list of hosts on which workers of Kafka Connect live. $1 the file  $2 add or drop  $3 a host
set -eu
exec 8>/run/castellan.lock
flock -w 15 8 || { echo "another Castellan is at work on this machine" >&2; exit 1; }
if grep -qsxF -- "$3" "$1"; then noted=yes; else noted=no; fi
case $2-$noted in add-yes | drop-no) exit 0 ;; esac
# A node that was never installed knows of nothing.
[ -d "$(dirname "$1")" ] || exit 0
{ grep -svxF -- "$3" "$1" || true; [ "$2" = drop ] || printf '%s\n' "$3"; } | sort >"$1.new"
sync "$1.new"
if [ -s "$1.new" ]; then mv "$1.new" "$1"; else rm -f "$1" "$1.new"; fi
