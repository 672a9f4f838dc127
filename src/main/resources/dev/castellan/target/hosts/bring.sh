# Takes in a node's private key that was made elsewhere, from standard input. $1 cluster  $2 node id
set -eu
umask 077
tls=/etc/castellan/$1/kafka-$2/tls
install -d -m 700 -o kafka -g kafka "$tls"
cat >"$tls/key.pem.new"
# A connection that broke leaves half a key.
[ "$(tail -n 1 "$tls/key.pem.new")" = '-----END PRIVATE KEY-----' ] || { echo "half a key arrived" >&2; exit 1; }
chown kafka:kafka "$tls/key.pem.new"
sync "$tls/key.pem.new"
mv "$tls/key.pem.new" "$tls/key.pem"
