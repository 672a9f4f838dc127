# Puts a release together from the store. $1 version  $2 java  $3 the runner of classes, in base 64  $4 how tools log,
# in base 64. Standard input: lines of `jar SHA-256 NAME` and `tool NAME CLASS`, and `end`
set -eu
listing=$(cat) # before the lock: where the network is cut, this waits until its bound ends it
case $listing in *$'\nend') ;; *) echo "the list of jars did not arrive whole" >&2 && exit 1 ;; esac
exec 8>/run/castellan.lock
flock -w 600 8 || { echo "another Castellan is at work on this machine" >&2; exit 1; }
release=/opt/castellan/kafka/$1
rm -rf "$release.new"
mkdir -p "$release.new/libs" "$release.new/bin" "$release.new/config"
printf '%s' "$3" | base64 -d | sed "s|@JAVA@|$2|g" >"$release.new/bin/kafka-run-class.sh"
printf '%s' "$4" | base64 -d >"$release.new/config/tools-log4j.properties"
while read -r kind first second; do
  case $kind in
    jar) ln "/opt/castellan/store/$first.jar" "$release.new/libs/$second" ;;
    tool) printf '#!/bin/sh\nexec "$(dirname "$(readlink -f "$0")")/kafka-run-class.sh" %s "$@"\n' "$second" \
      >"$release.new/bin/$first.sh" ;;
  esac
done <<<"$listing"
chmod 755 "$release.new"/bin/*.sh
sync -f "$release.new"
rm -rf "$release.old"
[ ! -e "$release" ] || mv "$release" "$release.old"
mv "$release.new" "$release"
rm -rf "$release.old"
ln -sfn "$1" /opt/castellan/kafka/current

# The names that every cheat sheet uses, where nobody else has them.
[ -e /opt/kafka ] || [ -L /opt/kafka ] || ln -s castellan/kafka/current /opt/kafka
for link in /usr/local/bin/kafka-*.sh; do
  case $(readlink "$link") in /opt/castellan/*) rm -f "$link" ;; esac
done
for tool in /opt/castellan/kafka/current/bin/*.sh; do
  link=/usr/local/bin/$(basename "$tool")
  [ -e "$link" ] || [ -L "$link" ] || ln -s "$tool" "$link"
done
