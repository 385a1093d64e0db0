#!/bin/sh
# Builds and tests the applications that docs/migrate-from-*.md begin with, and those that
# run while a migration is under way. They stand on other versions of Spring Boot, and on
# libraries that nothing else here needs, so they are no part of the default build.
#
#   docs/samples/run.sh
set -eu
cd "$(dirname "$0")/../.."

# The starter is compiled on the way; its own tests are left to "mvn verify".
exec mvn -B -q -Psamples -pl "$(find docs/samples -name pom.xml -exec dirname {} \; | sort | paste -sd, -)" -am \
	verify -Dtest='io.github.rpcboot.samples.**' -Dsurefire.failIfNoSpecifiedTests=false "$@"
