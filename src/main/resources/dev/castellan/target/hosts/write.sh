# Writes files whole or not at all. Standard input: a path, its mode, its group and its text in base 64 a line.
set -eu
units=
while read -r path mode group text; do
  printf '%s' "$text" | base64 -d >"$path.castellan"
  chmod "$mode" "$path.castellan"
  chgrp "$group" "$path.castellan"
  sync "$path.castellan"
  mv "$path.castellan" "$path"
  case $path in
    /etc/systemd/*) units=yes ;;
    # A container's kernel may refuse; the settings are there for the next boot, and the check says what holds.
    /etc/sysctl.d/*) sysctl -e -q -p "$path" >/dev/null 2>&1 || true ;;
  esac
done
[ -z "$units" ] || systemctl daemon-reload
