# Makes a node's private key where there is none, and asks for a certificate on standard output. The key never leaves.
# $1 cluster  $2 node id
set -eu
umask 077
tls=/etc/castellan/$1/kafka-$2/tls
install -d -m 700 -o kafka -g kafka "$tls"
if [ ! -f "$tls/key.pem" ]; then
  openssl genpkey -quiet -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$tls/key.pem.new" 2>/dev/null ||
    openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$tls/key.pem.new" 2>/dev/null
  chown kafka:kafka "$tls/key.pem.new"
  sync "$tls/key.pem.new"
  mv "$tls/key.pem.new" "$tls/key.pem"
fi
openssl req -new -key "$tls/key.pem" -subj "/CN=kafka-$2"
