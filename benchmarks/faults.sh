#!/bin/sh
# Runs the same rows of the fault matrix for this project, for Spring Cloud OpenFeign and for
# Apache Dubbo, and prints one table. About 15 minutes on a quiet machine with two cores.
#
#   benchmarks/faults.sh [--products=ours,openfeign,dubbo] [--rows=1,42] [--rate=500]
#
# Logs, ledgers and the table: target/faults
set -eu
cd "$(dirname "$0")/.."

mvn -q -Ppeers -pl benchmarks/openfeign,benchmarks/dubbo,benchmarks/faults -am -DskipTests package

path() {
	echo "$PWD/benchmarks/$1/target/test-classes:$(cat "benchmarks/$1/target/class-path.txt")"
}

exec java -cp "$(path faults)" \
	-Dpeers.ours="$(path faults)" -Dpeers.openfeign="$(path openfeign)" -Dpeers.dubbo="$(path dubbo)" \
	io.github.rpcboot.benchmarks.faults.Comparison "$@"
