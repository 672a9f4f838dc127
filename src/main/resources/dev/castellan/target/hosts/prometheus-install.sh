# Installs packages of Prometheus; the services that they bring stay off. $@ packages
set -eu
exec 8>/run/castellan.lock
flock -w 600 8 || { echo "another Castellan is at work on this machine" >&2; exit 1; }
command -v apt-get >/dev/null || { echo "$* cannot be installed here: there is no apt-get" >&2; exit 1; }
export DEBIAN_FRONTEND=noninteractive
installed() { dpkg-query -W -f '${db:Status-Abbrev} ${Package}\n' | awk '/^ii/ {print $2}' | sort -u; }
# What is here before the first try belongs to others, and stays when ours goes.
mkdir -p /var/lib/castellan
before=/var/lib/castellan/.before-prometheus
if [ ! -s "$before" ]; then
  installed >"$before.new"
  mv "$before.new" "$before"
fi
id prometheus >/dev/null 2>&1 || touch /var/lib/castellan/.made-user-of-prometheus
fresh=
for name in "$@"; do
  grep -qx "$name" "$before" || fresh="$fresh $name.service"
done
[ -z "$fresh" ] || trap 'systemctl disable --quiet $fresh 2>/dev/null; systemctl unmask --runtime --quiet $fresh' EXIT
[ -z "$fresh" ] || systemctl mask --runtime --quiet $fresh
# What was cut off before is finished first: apt-get refuses to go on otherwise.
dpkg --configure -a >&2
apt-get update -qq >&2
apt-get install -y -qq --no-install-recommends "$@" >&2
installed | comm -13 "$before" - >>/var/lib/castellan/.made-prometheus
rm -f "$before"
