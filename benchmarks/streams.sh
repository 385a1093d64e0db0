#!/bin/sh
# Small messages of a server stream over gRPC, beside grpc-java's stubs. Prints messages per
# second; arguments: how many messages, how many rounds. A million is asked for; the stubs
# take a minute for that.
#
#   benchmarks/streams.sh 100000 9
set -eu
cd "$(dirname "$0")/.."

if [ -z "${SKIP_BUILD:-}" ]; then
	mvn -q -Ppeers -pl benchmarks/ours-grpc -am -DskipTests package
fi

exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -Xmx512m \
	-cp "$PWD/benchmarks/ours-grpc/target/test-classes:$(cat benchmarks/ours-grpc/target/class-path.txt)" \
	io.github.rpcboot.benchmarks.oursgrpc.Streaming "$@"
