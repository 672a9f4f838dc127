# Takes in a node's certificate. $1 cluster  $2 node id  $3 the certificate, in base 64  $4 the authorities, in base 64
set -eu
umask 077
tls=/etc/castellan/$1/kafka-$2/tls
put() {
  chown kafka:kafka "$tls/$1.new"
  chmod "$2" "$tls/$1.new"
  sync "$tls/$1.new"
  mv "$tls/$1.new" "$tls/$1"
}
printf '%s' "$3" | base64 -d >"$tls/certificate.pem.new"
printf '%s' "$4" | base64 -d >"$tls/ca.pem.new"
cat "$tls/key.pem" "$tls/certificate.pem.new" >"$tls/node.pem.new"
put ca.pem 600
put node.pem 600
put certificate.pem 600
