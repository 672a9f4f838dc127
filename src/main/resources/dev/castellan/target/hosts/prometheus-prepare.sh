# Makes the directories of a cluster's Prometheus, and notes that it is being changed. $1 cluster
set -eu
exec 8>/run/castellan.lock
flock -w 60 8 || { echo "another Castellan is at work on this machine" >&2; exit 1; }
etc=/etc/castellan/$1/prometheus
state=/var/lib/castellan/$1/prometheus
install -d -m 750 -g prometheus "$etc" "$etc/rules" "$etc/targets" "$etc/agents"
install -d -m 750 -o prometheus -g prometheus "$state" "$state/data" "$state/alertmanager"
# Others may pass through: nodes have their own in there, and this has its own.
chmod 751 "/etc/castellan/$1"
[ ! -e "$state/changing" ] || echo again
touch "$state/changing"
