#!/bin/sh
# What a call costs with this project and with others: CPU, time and memory, measured the same
# way. Prints tables, and each demand with what was seen. On a machine with two cores:
#
#   benchmarks/run.sh --quick       the usual peers, 64 callers: less than six minutes
#   benchmarks/run.sh               all of it: about an hour
#   benchmarks/run.sh --start-up    how long an application takes to start, and its heap
#
#   [--peers=ours,grpc] [--operations=hello,order,users] [--callers=1,64,512]
#   [--threads=virtual|platform] [--rounds=5] [--seconds=2] [--warmup=35]
#
# Tables, JSON and logs: target/speed
set -eu
cd "$(dirname "$0")/.."

if [ -z "${SKIP_BUILD:-}" ]; then
	mvn -q -Ppeers -pl benchmarks/speed,benchmarks/openfeign,benchmarks/httpservice,benchmarks/grpc,benchmarks/dubbo,benchmarks/armeria,benchmarks/ours-grpc,benchmarks/start-web,benchmarks/start-openfeign,benchmarks/start-ours -am -DskipTests package
fi

path() {
	echo "$PWD/benchmarks/$1/target/test-classes:$(cat "benchmarks/$1/target/class-path.txt")"
}

exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" -cp "$(path speed)" \
	-Dpeers.ours="$(path speed)" -Dpeers.openfeign="$(path openfeign)" -Dpeers.httpservice="$(path httpservice)" \
	-Dpeers.grpc="$(path grpc)" -Dpeers.dubbo="$(path dubbo)" -Dpeers.armeria="$(path armeria)" \
	-Dpeers.ours-grpc="$(path ours-grpc)" \
	-Dpeers.start-web="$(path start-web)" -Dpeers.start-openfeign="$(path start-openfeign)" \
	-Dpeers.start-ours="$(path start-ours)" \
	io.github.rpcboot.benchmarks.speed.Speed "$@"
