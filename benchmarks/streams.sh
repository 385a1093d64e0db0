#!/bin/sh
# A server stream of small messages over gRPC and over HTTP, beside generated stubs of
# grpc-java, each with a process for the server and one for the client:
#
#   benchmarks/streams.sh [MESSAGES [ROUNDS [MINUTES]]]     1000000 5 5
#   benchmarks/streams.sh --memory                          what is held while a reader rests
#
# Each variant has one round at least, and none begins that would end after so many minutes.
# Logs: target/streams
set -eu
cd "$(dirname "$0")/.."

if [ -z "${SKIP_BUILD:-}" ]; then
	mvn -q -Ppeers -pl benchmarks/speed,benchmarks/grpc,benchmarks/ours-grpc -am -DskipTests package
fi

path() {
	echo "$PWD/benchmarks/$1/target/test-classes:$(cat "benchmarks/$1/target/class-path.txt")"
}

exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$(path speed)" \
	-Dpeers.grpc="$(path grpc)" -Dpeers.ours-grpc="$(path ours-grpc)" \
	io.github.rpcboot.benchmarks.streams.Streams "$@"
