# Stops a node in good order, by force where that takes too long; then it says so. $1 its unit  $2 seconds
timeout "$2" systemctl stop "$1"
code=$?
# Any other end than the bound's is no reason to kill: this may have been overtaken by a start.
[ "$code" = 5 ] && exit 0 # there is no such unit, or not yet
[ "$code" = 124 ] || exit "$code"
systemctl kill --signal=KILL "$1"
systemctl stop "$1"
echo forced
