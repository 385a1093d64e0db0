#!/bin/sh
# What the parts of a call cost, each alone, by JMH: contract look-up, messages to and from
# bytes, the chain, the choice of an instance. Arguments go to JMH, for example:
#
#   benchmarks/parts.sh -f 1 -wi 3 -i 5 -w 1 -r 1 -prof gc
set -eu
cd "$(dirname "$0")/.."

if [ -z "${SKIP_BUILD:-}" ]; then
	mvn -q -Ppeers -pl benchmarks/parts -am -DskipTests package
fi

exec "${JAVA_HOME:+$JAVA_HOME/bin/}java" \
	-cp "$PWD/benchmarks/parts/target/test-classes:$(cat benchmarks/parts/target/class-path.txt)" \
	org.openjdk.jmh.Main "$@"
