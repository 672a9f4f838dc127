# Removes a cluster's Prometheus with all it has collected, and with the last one the packages that came for it.
# $1 cluster
set -eu
exec 8>/run/castellan.lock
flock -w 600 8 || { echo "another Castellan is at work on this machine" >&2; exit 1; }
for name in prometheus alertmanager; do
  unit=castellan-$1-$name.service
  systemctl disable --now "$unit" >/dev/null 2>&1 || true
  rm -f "/etc/systemd/system/$unit"
  systemctl daemon-reload
  systemctl reset-failed "$unit" 2>/dev/null || true
done
rm -rf "/var/lib/castellan/$1/prometheus"

made=/var/lib/castellan/.made-prometheus
user=/var/lib/castellan/.made-user-of-prometheus
others=$(ls -d /etc/castellan/*/prometheus 2>/dev/null | grep -vx "/etc/castellan/$1/prometheus" || true)
if [ -z "$others" ] && [ -f "$made" ]; then
  used=
  for name in prometheus prometheus-alertmanager; do
    grep -qx $name "$made" || continue
    ! systemctl is-active --quiet $name.service && ! systemctl is-enabled --quiet $name.service 2>/dev/null || used=yes
  done
  sort -u "$made" >"$made.sorted"
  # Others may have come to use what came with it: then it stays.
  if [ -z "$used" ] && [ -s "$made.sorted" ]; then
    gone=$(apt-get -s purge $(cat "$made.sorted") | awk '/^(Remv|Purg) / {sub(/:.*/, "", $2); print $2}' | sort -u)
    if [ -z "$(printf '%s\n' "$gone" | comm -13 "$made.sorted" -)" ]; then
      DEBIAN_FRONTEND=noninteractive apt-get purge -y -qq $gone >&2
      [ ! -f "$user" ] || userdel prometheus || true
    fi
  fi
  rm -f "$made" "$made.sorted" "$user"
fi
# The last thing to go is what tells that something is there.
rm -rf "/etc/castellan/$1/prometheus"
