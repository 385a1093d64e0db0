#!/bin/sh
# Installs what the tests with programs of other languages need: Python's gRPC and protoc from
# Debian (as root), Node's packages from npm. Those tests skip without it, and say so.
set -u
cd "$(dirname "$0")"

installed() {
	command -v protoc >/dev/null && command -v grpc_python_plugin >/dev/null &&
		{ python3 -c 'import grpc, google.protobuf' || /usr/bin/python3 -c 'import grpc, google.protobuf'; } 2>/dev/null
}

if ! installed && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	apt-get update -qq && apt-get install -qq -y --no-install-recommends \
		python3-grpcio python3-protobuf protobuf-compiler protobuf-compiler-grpc
fi
if ! command -v node >/dev/null && [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	apt-get install -qq -y --no-install-recommends nodejs npm
fi
if command -v npm >/dev/null && [ ! -d node/node_modules/@connectrpc/connect-node ]; then
	npm install --prefix node --no-audit --no-fund --loglevel=error
fi
