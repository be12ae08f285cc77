#!/bin/sh
# Called as the compose file's health check does: --bootstrap-server ADDRESS --command-config FILE
# shellcheck disable=SC2086 # several options
exec java $KAFKA_HEAP_OPTS -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp '/opt/kafka/classes:/opt/kafka/libs/*' Ready "$2" "$4"
