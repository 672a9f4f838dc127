#!/usr/bin/env bash
# A Kafka cluster on three hosts without Castellan: what a guide for it has a person type, host after host, over ssh.
# ./dev bench measures it. Usage: scripts/by-hand.sh SSH_CONFIG ARCHIVE ADDRESS ADDRESS ADDRESS
#
# ARCHIVE is a release as a .tgz whose bin/kafka starts one of Kafka's classes with the flags of Kafka's own scripts.
# Java is there already. Nothing pauses but to look again whether a broker listens.
set -euo pipefail
config=$1 archive=$2
shift 2

on() {
  local host=$1
  shift
  ssh -F "$config" -o BatchMode=yes "$host" "$@"
}

# Typed on each host; $1 its number, $2 the cluster's id, then the addresses of all.
read -r -d '' install <<'HOST' || true
set -euo pipefail
id=$1 cluster=$2
shift 2
{
  printf '%s kafka-1\n%s kafka-2\n%s kafka-3\n' "$@" | sudo tee -a /etc/hosts
  sudo useradd -r -m -d /var/lib/kafka -s /usr/sbin/nologin kafka
  sudo mkdir -p /opt/kafka /var/lib/kafka/{data,meta,logs} /etc/kafka
  sudo tar -xzf /tmp/kafka.tgz -C /opt/kafka --strip-components=1
  sudo chown -R kafka:kafka /opt/kafka /var/lib/kafka
  sudo tee /etc/kafka/server.properties <<LINES
node.id=$id
process.roles=broker,controller
controller.listener.names=CONTROLLER
listeners=BROKER://0.0.0.0:9092,CONTROLLER://0.0.0.0:9093
listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
inter.broker.listener.name=BROKER
advertised.listeners=BROKER://kafka-$id:9092
controller.quorum.voters=1@kafka-1:9093,2@kafka-2:9093,3@kafka-3:9093
log.dirs=/var/lib/kafka/data
metadata.log.dir=/var/lib/kafka/meta
num.partitions=3
offsets.topic.replication.factor=3
transaction.state.log.replication.factor=3
transaction.state.log.min.isr=2
group.initial.rebalance.delay.ms=0
auto.create.topics.enable=false
LINES
  sudo chown -R kafka:kafka /etc/kafka
} >/dev/null
if [[ $cluster == new ]]; then
  cluster=$(sudo -u kafka /opt/kafka/bin/kafka kafka.tools.StorageTool random-uuid)
  echo "$cluster"
fi
sudo -u kafka /opt/kafka/bin/kafka kafka.tools.StorageTool format -t "$cluster" -c /etc/kafka/server.properties >&2
sudo tee /etc/systemd/system/kafka.service >/dev/null <<LINES
[Unit]
Description=Apache Kafka (KRaft)
After=network-online.target
Wants=network-online.target

[Service]
User=kafka
Group=kafka
Environment=KAFKA_HEAP_OPTS="-Xms1g -Xmx1g"
ExecStart=/opt/kafka/bin/kafka kafka.Kafka /etc/kafka/server.properties
Restart=on-failure
RestartSec=5
LimitNOFILE=100000
WorkingDirectory=/opt/kafka

[Install]
WantedBy=multi-user.target
LINES
sudo systemctl daemon-reload
sudo systemctl enable --quiet --now kafka
HOST

# Typed on the first host once all brokers listen.
read -r -d '' prove <<'HOST' || true
set -euo pipefail
kafka() { /opt/kafka/bin/kafka "$@"; }
first="--bootstrap-server kafka-1:9092"
kafka org.apache.kafka.tools.MetadataQuorumCommand $first describe --status >&2
kafka org.apache.kafka.tools.TopicCommand $first --create --topic test-topic --partitions 3 --replication-factor 3 >&2
export KAFKA_HEAP_OPTS=-Xmx512M
echo 'Hello Kafka Cluster!' | kafka org.apache.kafka.tools.ConsoleProducer $first --topic test-topic
kafka org.apache.kafka.tools.consumer.ConsoleConsumer --bootstrap-server kafka-2:9092 --topic test-topic \
  --from-beginning --max-messages 1
HOST

cluster=new number=0
for host in "$@"; do
  number=$((number + 1))
  scp -q -F "$config" -o BatchMode=yes "$archive" "$host:/tmp/kafka.tgz"
  said=$(on "$host" bash -s "$number" "$cluster" "$@" <<<"$install")
  [[ $cluster != new ]] || cluster=$said
done
for host in "$@"; do
  until (exec 3<>"/dev/tcp/$host/9092") 2>/dev/null; do sleep 0.05; done
done
[[ $(on "$1" bash -s <<<"$prove") == 'Hello Kafka Cluster!' ]]
