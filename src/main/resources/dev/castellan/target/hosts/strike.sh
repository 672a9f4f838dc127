# Lets a hardship befall a node, and has a timer take it away again should nobody else.
# $1 kind  $2 its measure  $3 the node's unit  $4 its first data directory, or all with commas between them  $5 the timer's name  $6 seconds
# $7 the text of relieve.sh  $8 sshd's port; further arguments: the machines of the other nodes
set -eu
kind=$1 measure=$2 unit=$3 directory=$4 timer=$5 seconds=$6 relief=$7 ssh=$8
shift 8
refuse() { echo "$1" >&2 && exit 1; }

addresses=()
for peer in "$@"; do
  mapfile -t found < <(getent ahosts "$peer" | awk '{print $1}' | sort -u)
  [ "${#found[@]}" -gt 0 ] || refuse "the name $peer means nothing here"
  addresses+=("${found[@]}")
done

# Packets from or to the other nodes' machines, but never the way in: $1 saddr or daddr  $2 what becomes of them
rules() {
  local address family
  echo "tcp dport $ssh accept; tcp sport $ssh accept;"
  for address in "${addresses[@]}"; do
    case $address in *:*) family=ip6 ;; *) family=ip ;; esac
    echo "$family $1 $address $2;"
  done
}

# $1 what becomes of packets  $2 whether those that leave are meant too
filter() {
  echo "table inet castellan_fault {"
  echo "chain arriving { type filter hook input priority -300; $(rules saddr "$1") }"
  [ "$2" = TOWARDS_IT ] || echo "chain leaving { type filter hook output priority -300; $(rules daddr "$1") }"
  echo "}"
}

# As the node's own user: root would follow a link that lies there, and use the space that is kept for it.
fill() {
  local file=$directory/castellan-fill rest=$((1024 * 1024)) free
  free=$(($(available) - rest))
  [ "$free" -gt 0 ] || return 0
  runuser -u kafka -- fallocate -l "$free" "$file" 2>/dev/null ||
    runuser -u kafka -- sh -c 'head -c "$1" /dev/zero >"$2"' fill "$free" "$file" 2>/dev/null || true
  [ "$(available)" -le $((2 * rest)) ] || refuse "$directory cannot be filled"
}
available() { df -B1 --output=avail "$directory" | tail -n 1; }

# In good order, by force where that takes too long. A node that was never finished has no unit: 5.
down() {
  local code=0
  if [ "$1" = STOPPED ]; then
    timeout 30 systemctl stop "$unit" || code=$?
    [ "$code" != 0 ] || return 0
  fi
  systemctl kill --signal=KILL "$unit" 2>/dev/null || true
  # The stop afterwards keeps systemd from starting it again.
  systemctl stop "$unit" || [ $? = 5 ]
}

# First what says that there is storage: what is left of it when this is broken off is none.
empty() {
  local all one
  IFS=, read -r -a all <<<"$directory"
  for one in "${all[@]}"; do rm -f "$one/meta.properties"; done
  for one in "${all[@]}"; do find "$one" -xdev -mindepth 1 ! -name lost+found -delete; done
}

# It may be begun by a Castellan that was killed meanwhile: then its end waits here, and does not come first.
exec 9>/run/castellan-fault.lock
flock -w 15 9 || refuse "another fault is being begun or ended"

case $kind in
  PAUSED) systemctl is-active --quiet "$unit" || refuse "$unit does not run" ;;
  CUT_OFF | LOSSY)
    ! nft list table inet castellan_fault >/dev/null 2>&1 || refuse "another fault of its network is under way"
    ;;
  SLOW)
    device=$(ip route get "${addresses[0]}" | sed -n 's/.* dev \([^ ]*\).*/\1/p')
    # Only what the kernel chose comes back by itself when ours is removed.
    tc qdisc show dev "$device" | grep -q '^qdisc [a-z_]* 0: root' || refuse "$device has a queue of somebody's own"
    ;;
esac

systemctl stop "$timer.timer" 2>/dev/null || true
systemctl reset-failed "$timer.service" 2>/dev/null || true
# What was stored does not come back by itself.
[ "$kind" = EMPTIED ] || systemd-run --quiet --collect --unit="$timer" --on-active="$seconds" --timer-property=AccuracySec=1s \
  /bin/bash -c "$relief" castellan "$kind" "$unit" "$directory"

case $kind in
  PAUSED) systemctl kill --signal=STOP "$unit" ;;
  CUT_OFF) filter drop "$measure" | nft -f - ;;
  LOSSY) filter "numgen random mod 100 < $measure drop" BOTH | nft -f - ;;
  SLOW) tc qdisc add dev "$device" root handle ca57: netem delay "${measure}ms" ;;
  FULL) fill ;;
  DOWN) down "$measure" ;;
  EMPTIED) down KILLED && empty ;;
esac
