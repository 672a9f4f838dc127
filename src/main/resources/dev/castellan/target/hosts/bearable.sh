# Says which hardships cannot befall a node here, and why, a line each; changes nothing.
# $1 its first data directory  $2 the size in bytes up to which a file system may be filled that is not the data's own
set -u
trial='table inet trial { chain trial { type filter hook input priority 0; numgen random mod 100 < 1 drop; }
}'
if ! command -v nft >/dev/null; then
  net="nft is not installed"
elif ! echo "$trial" | unshare --net nft -f - 2>/dev/null; then
  net="nftables does not work in its kernel"
fi
[ -z "${net-}" ] || printf '%s %s\n' CUT_OFF "$net" LOSSY "$net"
if ! command -v tc >/dev/null; then
  echo "SLOW tc is not installed"
elif ! unshare --net tc qdisc add dev lo root netem delay 1ms 2>/dev/null; then
  echo "SLOW its kernel has no netem"
fi

at=$1
while [ ! -e "$at" ]; do at=$(dirname "$at"); done
read -r size mount < <(df -B1 --output=size,target "$at" | tail -n 1)
case $mount in
  / | /var | /var/lib | /home | /opt | /srv | /tmp | /usr)
    [ "$size" -le "$2" ] || echo "FULL its data shares the file system $mount with all else"
    ;;
esac
