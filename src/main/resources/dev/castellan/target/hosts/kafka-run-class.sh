#!/bin/sh
# Runs a class of the Kafka that Castellan put here; takes the variables that Kafka's own script of this name takes.
release=$(dirname "$(dirname "$(readlink -f "$0")")")
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
[ -n "${JAVA_HOME-}" ] || [ ! -x "@JAVA@" ] || java=@JAVA@
log=$release/config/tools-log4j.properties
exec "$java" ${KAFKA_HEAP_OPTS:--Xmx512M} ${KAFKA_JVM_PERFORMANCE_OPTS--XX:+UseSerialGC -XX:TieredStopAtLevel=1} \
  ${KAFKA_LOG4J_OPTS:--Dlog4j2.configurationFile=$log -Dlog4j.configuration=file:$log} ${KAFKA_OPTS-} \
  -cp "${CLASSPATH:+$CLASSPATH:}$release/libs/*" "$@"
