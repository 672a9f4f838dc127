# Puts a release together from the store. $1 version; standard input: lines of SHA-256 and name
set -eu
release=/opt/castellan/kafka/$1
rm -rf "$release.new"
mkdir -p "$release.new/libs"
while read -r sha name; do
  ln "/opt/castellan/store/$sha.jar" "$release.new/libs/$name"
done
rm -rf "$release.old"
[ ! -e "$release" ] || mv "$release" "$release.old"
mv "$release.new" "$release"
rm -rf "$release.old"
ln -sfn "$1" /opt/castellan/kafka/current
sync -f "$release"
