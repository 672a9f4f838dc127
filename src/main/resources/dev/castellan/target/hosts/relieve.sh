# Takes one hardship of a node away; one that is not there is no trouble. Also run by the timer that bounds it.
# $1 kind  $2 the node's unit  $3 its first data directory, or all with commas between them
# $4 the timer's name, where it is still to be stopped
set -u
exec 9>/run/castellan-fault.lock
flock 9
case $1 in
  PAUSED) systemctl kill --signal=CONT "$2" 2>/dev/null ;;
  CUT_OFF | LOSSY)
    nft delete table inet castellan_fault 2>/dev/null
    if nft list tables 2>/dev/null | grep -q castellan_fault; then
      echo "the table castellan_fault of nftables cannot be removed" >&2
      exit 1
    fi
    ;;
  SLOW)
    for device in $(tc qdisc show 2>/dev/null | sed -n 's/^qdisc netem ca57: dev \([^ ]*\) root.*/\1/p'); do
      tc qdisc del dev "$device" root || exit 1
    done
    ;;
  DOWN)
    systemctl reset-failed "$2" 2>/dev/null
    systemctl start --no-block "$2"
    ;;
  EMPTIED)
    # Broken off before all was gone, some of it is left.
    IFS=, read -r -a all <<<"$3"
    for one in "${all[@]}"; do
      if [ -d "$one" ] && [ ! -e "$one/meta.properties" ] && ! systemctl is-active --quiet "$2"; then
        find "$one" -xdev -mindepth 1 ! -name lost+found -delete || exit 1
      fi
    done
    ;;
  FULL) rm -f "$3/castellan-fill" || exit 1 ;;
esac
[ -z "${4-}" ] || systemctl stop "$4.timer" 2>/dev/null
exit 0
