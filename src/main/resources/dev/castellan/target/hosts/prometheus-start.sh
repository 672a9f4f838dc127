# Has a cluster's Prometheus and Alertmanager run with their files, and waits until both answer.
# $1 cluster  $2 restart, reload, or start: only what does not answer is started anew
set -eu
exec 8>/run/castellan.lock
flock -w 60 8 || { echo "another Castellan is at work on this machine" >&2; exit 1; }

# answers UNIT: whether it says that it is ready, at the port that its unit names.
answers() {
  local port
  port=$(sed -n 's/.*--web.listen-address=[^ ]*:\([0-9]*\).*/\1/p' "/etc/systemd/system/$1")
  timeout 2 bash -c 'exec 3<>"/dev/tcp/127.0.0.1/$0"; printf "GET /-/ready HTTP/1.0\r\n\r\n" >&3; head -1 <&3' "$port" \
    2>/dev/null | grep -q ' 200 '
}

for unit in "castellan-$1-alertmanager.service" "castellan-$1-prometheus.service"; do
  systemctl enable --quiet "$unit" 2>/dev/null
  systemctl reset-failed "$unit" 2>/dev/null || true
  since=$(date '+%F %T')
  case $2 in
    reload) systemctl reload-or-restart "$unit" ;;
    start) answers "$unit" || systemctl restart "$unit" ;;
    *) systemctl restart "$unit" ;;
  esac
  tries=0
  until answers "$unit"; do
    tries=$((tries + 1))
    if [ $tries -gt 100 ] || systemctl is-failed --quiet "$unit" || [ "$(systemctl show "$unit" -p NRestarts --value)" -gt 1 ]; then
      echo "$unit does not become ready: $(journalctl "_SYSTEMD_UNIT=$unit" --since "$since" -o cat --no-pager | grep -iE 'err|fail' | tail -1)" >&2
      exit 1
    fi
    sleep 0.5
  done
done
# The password of agents goes once nobody asks them for anything with it.
etc=/etc/castellan/$1/prometheus
for kept in "$etc"/agents/*; do
  grep -qsF "agents/${kept##*/}" "$etc/prometheus.yml" || rm -f "$kept"
done
rm -f "/var/lib/castellan/$1/prometheus/changing"
