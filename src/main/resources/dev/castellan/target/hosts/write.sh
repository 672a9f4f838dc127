# Writes files whole or not at all, and makes what they say so. Standard input: a path, its mode, its group and its
# text in base 64 a line. $1 the manifest to keep, or nothing  $2 who writes  $3 SHA-256 of the spec  $4 version;
# further arguments: NAME=PATH of every file whose checksum belongs in it
set -eu
exec 8>/run/castellan.lock
flock -w 15 8 || { echo "another Castellan is at work on this machine" >&2; exit 1; }

# block PATH: keeps the rest of a file that is not Castellan's; what comes in begins and ends with a marker.
block() {
  local first last
  first=$(sed -n '1p' "$1.castellan")
  last=$(sed -n '$p' "$1.castellan")
  { awk -v first="${first%%:*}:" -v last="$last" 'index($0, first) == 1 {skip = 1} !skip; $0 == last {skip = 0}' "$1"; cat "$1.castellan"; } >"$1.castellan2"
  mv "$1.castellan2" "$1.castellan"
}

units=
while read -r path mode group text; do
  printf '%s' "$text" | base64 -d >"$path.castellan"
  [ "$path" != /etc/hosts ] || block "$path"
  chmod "$mode" "$path.castellan"
  chgrp "$group" "$path.castellan"
  sync "$path.castellan"
  mv "$path.castellan" "$path"
  ! command -v restorecon >/dev/null || restorecon "$path"
  name=$(basename "$path")
  case $path in
    /etc/systemd/*) units=yes ;;
    # A container's kernel may refuse; the settings are there for the next boot, and the check says what holds.
    /etc/sysctl.d/*) sysctl -e -q -p "$path" >/dev/null 2>&1 || true ;;
    /etc/ufw/*)
      ufw app update "$name" >/dev/null
      ufw allow "$name" >/dev/null
      ;;
    /etc/firewalld/*)
      firewall-cmd --quiet --reload
      firewall-cmd --quiet --permanent --add-service="${name%.xml}"
      firewall-cmd --quiet --reload
      ;;
  esac
done
[ -z "$units" ] || systemctl daemon-reload

[ -n "$1" ] || exit 0
manifest=$1
{
  printf 'written=%s\nby=%s\nspec=%s\nkafka=%s\n' "$(date -u +%FT%TZ)" "$2" "$3" "$4"
  shift 4
  for file in "$@"; do
    [ ! -f "${file#*=}" ] || printf 'file.%s=%s\n' "${file%%=*}" "$(sha256sum "${file#*=}" | cut -d' ' -f1)"
  done
} >"$manifest.new"
sync "$manifest.new"
mv "$manifest.new" "$manifest"
