#!/usr/bin/env bash
#
# Builds the demo, starts two providers and a consumer on free ports of this machine, and
# makes real calls, over HTTP and gRPC. Runs until Ctrl-C.
#
#   ./demo.sh            show the calls and keep everything running
#   ./demo.sh --check    verify every answer, stop everything, exit with 0 or 1
#
# Needs a JDK 17 or later, Maven 3.8 or later, and curl; for two more clients, Python and Node
# with their packages for gRPC.

set -euo pipefail
cd "$(dirname "$0")"

check=false
case "${1:-}" in
	"") ;;
	--check) check=true ;;
	*)
		sed -n '3,10s/^# \{0,1\}//p' "$0"
		[ "$1" = "--help" ] || [ "$1" = "-h" ] || exit 2
		exit 0
		;;
esac

passed=0
failed=0
finished=false
logs=""
provider1_pid=""
provider2_pid=""
consumer_pid=""
grpc_consumer_pid=""

# --- Starting and stopping -------------------------------------------------------------

die() {
	echo "demo.sh: $*" >&2
	failed=$((failed + 1))
	summary
	exit 1
}

summary() {
	if $check; then
		echo "$passed passed, $failed failed"
	fi
}

stop() {
	local pid="$1" tries=0
	[ -n "$pid" ] || return 0
	kill "$pid" 2>/dev/null || true
	while kill -0 "$pid" 2>/dev/null; do
		tries=$((tries + 1))
		if [ "$tries" -gt 200 ]; then
			kill -9 "$pid" 2>/dev/null || true
			break
		fi
		sleep 0.1
	done
	wait "$pid" 2>/dev/null || true
}

cleanup() {
	trap - EXIT
	trap '' INT TERM
	stop "$grpc_consumer_pid"
	stop "$consumer_pid"
	stop "$provider1_pid"
	stop "$provider2_pid"
	if [ -n "$logs" ]; then
		if $finished && [ "$failed" -eq 0 ]; then
			rm -rf "$logs"
		else
			echo "The logs are in $logs" >&2
		fi
	fi
}

trap cleanup EXIT
trap 'finished=true; exit 130' INT
trap 'finished=true; exit 143' TERM

# Starts a boot jar in the background; its process id is in $!.
start() {
	local name="$1" jar="$2"
	shift 2
	# The new process opens its log when it gets to run, and somebody may look before.
	: >"$logs/$name.log"
	"$java" -jar "$jar" --server.port=0 "$@" >>"$logs/$name.log" 2>&1 &
}

port_of() {
	sed -n 's/.*Tomcat started on port \([0-9][0-9]*\).*/\1/p' "$logs/$1.log"
}

grpc_port_of() {
	sed -n 's/.*gRPC Server started.*:\([0-9][0-9]*\)\].*/\1/p' "$logs/$1.log"
}

# A provider's gRPC server starts behind its web server.
serves_all() {
	case "$1" in
	provider-*) [ -n "$(grpc_port_of "$1")" ] ;;
	esac
}

# Waits until an application answers; its port is in $port then.
await() {
	local name="$1" pid="$2" deadline=$((SECONDS + 120))
	while true; do
		port="$(port_of "$name")"
		if [ -n "$port" ] && serves_all "$name" && curl -f "localhost:$port/actuator/health" >/dev/null 2>&1; then
			return 0
		fi
		if ! kill -0 "$pid" 2>/dev/null || [ "$SECONDS" -ge "$deadline" ]; then
			echo "--- the end of $name's log:" >&2
			tail -n 40 "$logs/$name.log" >&2
			die "$name did not start"
		fi
		sleep 0.2
	done
}

# --- Calling and checking --------------------------------------------------------------

# What is printed is a plain curl; these options only keep the user's own settings and a
# proxy out of the way, and tell the status.
curl() {
	command curl -q -sS --noproxy '*' --max-time 20 -w '\n%{http_code}' "$@"
}

title() {
	echo
	echo "$1"
}

# Prints a command and its answer; leaves them in $status and $body.
call() {
	local answer
	echo "  \$ $1"
	answer="$(eval "$1" 2>&1)" || true
	status="${answer##*$'\n'}"
	body="${answer%$'\n'*}"
	echo "  $status  $body"
}

# Prints a command and what it writes; leaves them in $status and $body.
run() {
	echo "  \$ $1"
	status=0
	body="$(eval "$1" 2>&1)" || status=$?
	[ -z "$body" ] || printf '%s\n' "$body" | sed 's/^/  /'
}

# Compares the last answer: its status, then texts that the body must hold.
expect() {
	local wrong="" text
	[ "$status" = "$1" ] || wrong="status $1"
	shift
	for text in "$@"; do
		case "$body" in
			*"$text"*) ;;
			*) wrong="${wrong:+$wrong and }$text" ;;
		esac
	done
	if [ -z "$wrong" ]; then
		passed=$((passed + 1))
		return 0
	fi
	failed=$((failed + 1))
	echo "  FAILED: expected $wrong"
}

expect_body() {
	expect "$1" "$2"
	if [ "$body" != "$2" ] && [ "$status" = "$1" ]; then
		case "$body" in
			*"$2"*)
				passed=$((passed - 1))
				failed=$((failed + 1))
				echo "  FAILED: expected nothing but $2"
				;;
		esac
	fi
}

# --- The tools -------------------------------------------------------------------------

# Asks for a program: there is a function 'curl' here.
need() {
	type -P "$1" >/dev/null || die "'$1' is missing. $2"
}

java=java
if [ -n "${JAVA_HOME:-}" ]; then
	java="$JAVA_HOME/bin/java"
fi
need "$java" "Install a JDK 17 or later, or point JAVA_HOME to one."
need mvn "Install Maven 3.8 or later."
need curl "Install curl."
version="$("$java" -version 2>&1 | sed -n 's/.*version "\([0-9][0-9]*\).*/\1/p')" || version=""
[ "${version:-0}" -ge 17 ] || die "Java 17 or later is needed; '$java -version' says ${version:-nothing useful}."

# --- Build and start -------------------------------------------------------------------

echo "Building (the first time, Maven downloads what it needs)"
mvn -q -B -Dspring-boot.aot.skip=true -Dmaven.test.skip=true -Dmaven.javadoc.skip=true -Dmaven.source.skip=true -pl demo-provider,demo-consumer -am package ||
	die "the build failed; its messages are above"
provider_jar="$(ls -t demo-provider/target/demo-provider-*.jar | head -n 1)"
consumer_jar="$(ls -t demo-consumer/target/demo-consumer-*.jar | head -n 1)"

echo "Starting two providers and a consumer, and the consumer once more for gRPC"
logs="$(mktemp -d "${TMPDIR:-/tmp}/rpc-demo.XXXXXX")"
start provider-1 "$provider_jar" --spring.grpc.server.port=0
provider1_pid=$!
start provider-2 "$provider_jar" --spring.grpc.server.port=0
provider2_pid=$!
await provider-1 "$provider1_pid"
provider1=$port
await provider-2 "$provider2_pid"
provider2=$port
start consumer "$consumer_jar" "--rpc.endpoints.demo-provider=http://localhost:$provider1,http://localhost:$provider2"
consumer_pid=$!
grpc2="$(grpc_port_of provider-2)"
start consumer-over-grpc "$consumer_jar" "--rpc.endpoints.demo-provider=grpc://localhost:$grpc2"
grpc_consumer_pid=$!
await consumer "$consumer_pid"
consumer=$port

# --- The calls -------------------------------------------------------------------------

json="-H 'content-type: application/json'"
who='"customer":{"name":"Ada","address":{"street":"1 Main Street","city":"London","country":"GB"}}'

title "1. The bean of a provider, called with curl"
call "curl $json -d '{\"name\":\"World\"}' localhost:$provider1/rpc/Hello/sayHello"
expect_body 200 '{"result":"Hello, World"}'

title "2. The same bean, called by the consumer through its Java interface"
call "curl 'localhost:$consumer/greet?name=Ada'"
expect_body 200 'Hello, Ada'

title "3. An order: records, a list, an enum, an Instant and a BigDecimal on their way"
call "curl $json -d '{$who,\"lines\":[{\"sku\":\"tea\",\"quantity\":3}]}' localhost:$consumer/shop/orders"
expect 201 '"state":"PLACED"' '"sku":"tea"' '"total":13.5' '"placedAt":"20' '"city":"London"'

title "4. Out of stock: the exception that the contract declares arrives with its fields"
call "curl $json -d '{$who,\"lines\":[{\"sku\":\"teapot\",\"quantity\":100}]}' localhost:$consumer/shop/orders"
expect 409 '"sku":"teapot"' '"available":3'

title "5. An order that breaks a validation rule: the provider refuses it, naming the path"
call "curl $json -d '{$who,\"lines\":[{\"sku\":\"tea\",\"quantity\":0}]}' localhost:$consumer/shop/orders"
expect 400 '"code":"invalid_argument"' 'quantity'

title "6. A method that does not exist"
call "curl $json -d '{}' localhost:$provider1/rpc/Hello/sayGoodbye"
expect 501 '"code":"unimplemented"'

title "7. Provider 1 is stopped (process $provider1_pid); the consumer's calls go to provider 2"
stop "$provider1_pid"
provider1_pid=""
for name in Ada Grace Barbara Frances; do
	call "curl 'localhost:$consumer/greet?name=$name'"
	expect_body 200 "Hello, $name"
done

title "8. An unknown order: the method returns null"
call "curl localhost:$consumer/shop/orders/999"
expect 404

title "9. An asynchronous method: the receipt of a new order"
call "curl $json -d '{$who,\"lines\":[{\"sku\":\"coffee\",\"quantity\":1}]}' localhost:$consumer/shop/orders"
expect 201 '"total":6.9'
id="$(printf '%s' "$body" | sed -n 's/.*"id":\([0-9][0-9]*\).*/\1/p')"
call "curl localhost:$consumer/shop/orders/${id:-0}/receipt"
expect 200 "\"orderId\":${id:-0}" '"total":6.9'

title "10. Every call is timed; this is what Actuator says of the orders"
call "curl 'localhost:$consumer/actuator/metrics/rpc.client.call.duration?tag=rpc.method:Orders/place'"
expect 200 '"statistic":"COUNT"' '"tag":"rpc.status_code"' '"failed_precondition"'

trace=4bf92f3577b34da6a3ce929d0e0e4736
title "11. A trace: its id, sent to the consumer, stands in the log of the provider"
call "curl $json -H 'traceparent: 00-$trace-00f067aa0ba902b7-01' -d '{$who,\"lines\":[{\"sku\":\"tea\",\"quantity\":1}]}' localhost:$consumer/shop/orders"
expect 201 '"state":"PLACED"'
body="$(grep "$trace" "$logs/provider-2.log" || true)"
echo "  $body"
expect 201 'placed'

title "12. gRPC: the same jar, in which nothing but a URL is another"
echo "  \$ java -jar $consumer_jar --rpc.endpoints.demo-provider=grpc://localhost:$grpc2"
await consumer-over-grpc "$grpc_consumer_pid"
grpc_consumer=$port
call "curl 'localhost:$grpc_consumer/greet?name=Ada'"
expect_body 200 'Hello, Ada'
call "curl $json -d '{$who,\"lines\":[{\"sku\":\"teapot\",\"quantity\":100}]}' localhost:$grpc_consumer/shop/orders"
expect 409 '"sku":"teapot"' '"available":3'
call "curl 'localhost:$grpc_consumer/actuator/metrics/rpc.client.attempt.duration?tag=rpc.system.name:grpc'"
expect 200 '"statistic":"COUNT"' '"tag":"rpc.method"'

title "13. A stream: the stops of a parcel, a line for each; then through the consumer, over gRPC"
call "curl -H 'accept: application/x-ndjson' $json -d '{\"id\":${id:-0}}' localhost:$provider2/rpc/Orders/track"
expect 200 '{"place":"Warehouse","day":"20' '{"place":"London","day":"20'
call "curl localhost:$grpc_consumer/shop/orders/${id:-0}/track"
expect 200 '[{"place":"Warehouse","day":"20' '{"place":"London","day":"20'

title "14. What a client in another language compiles: the provider hands it out"
foreign="$logs/foreign"
mkdir "$foreign"
# As it is written in a command, whatever characters the names of folders have.
folder="$(printf '%q' "$foreign")"
call "curl localhost:$provider2/actuator/rpc/Hello"
expect 200 'rpc SayHello (SayHelloRequest) returns (SayHelloResponse);' 'string name = 1;'
call "curl -o $folder/hello.proto localhost:$provider2/actuator/rpc/Hello"
expect 200
call "curl -o $folder/orders.proto localhost:$provider2/actuator/rpc/Orders"
expect 200
cp rpc-spring-boot-starter/src/test/peers/details.proto "$foreign"
export no_grpc_proxy=localhost

# Each line is an answer of the shop, the same in every language: a null, an Optional, a future, a
# stream, an exception of the contract with its fields, arguments that are not valid, an RpcException.
expect_shop() {
	local order="for Ada in London: 3 tea at 4.50, together 13.50, on 20"
	expect 0 "sayHello Hello, $1" "place PLACED $order" \
		"place FAILED_PRECONDITION Only 3 of 'teapot' left -> OutOfStock {\"sku\":\"teapot\",\"available\":3}" \
		'place INVALID_ARGUMENT' '-> lines[0].quantity' "find PLACED $order" 'find nothing' "latest PLACED $order" \
		'receipt 13.50' 'receipt NOT_FOUND There is no order 999' 'track Warehouse on 20' 'London on 20' \
		'cancel done' $'list mine is not there\nlist mine is there'
}

title "15. The whole shop from Python, with what protoc makes of these files"
# pip's grpcio-tools are asked first: what they make fits the packages beside them.
python=""
protoc=""
for candidate in python3 /usr/bin/python3; do
	if ! "$candidate" -c 'import grpc, google.protobuf' >/dev/null 2>&1; then
		continue
	fi
	python="$candidate"
	if "$python" -c 'import grpc_tools.protoc' >/dev/null 2>&1; then
		protoc="$python -m grpc_tools.protoc --grpc_python_out=$folder"
		break
	fi
	if type -P protoc >/dev/null && type -P grpc_python_plugin >/dev/null; then
		protoc="protoc --grpc_out=$folder --plugin=protoc-gen-grpc=$(printf '%q' "$(type -P grpc_python_plugin)")"
		break
	fi
done
if [ -n "$protoc" ]; then
	# Not every protoc brings what protobuf itself describes.
	mkdir -p "$foreign/include/google/protobuf"
	echo 'syntax = "proto3"; package google.protobuf; message Timestamp { int64 seconds = 1; int32 nanos = 2; }' \
		>"$foreign/include/google/protobuf/timestamp.proto"
	run "$protoc -I $folder -I $folder/include --python_out=$folder $folder/*.proto"
	expect 0
	# Python's packages refuse what a newer protoc has made. These two are not of the provider's files.
	if refusal="$(cd "$foreign" && "$python" -c 'import details_pb2, details_pb2_grpc' 2>&1)"; then
		run "$python demo-consumer/src/main/python/shop.py $folder $grpc2"
		expect_shop Python
	else
		echo "  Left out: Python's packages do not fit this protoc."
		echo "  ${refusal##*$'\n'}"
		echo "  Install a pair that fits, with pip install --upgrade grpcio-tools grpcio protobuf."
	fi
else
	echo "  Left out: it needs Python with grpcio, and protoc with its plugin for Python (pip install grpcio-tools;"
	echo "  Debian: apt install python3-grpcio python3-protobuf protobuf-compiler protobuf-compiler-grpc)."
fi

title "16. The same from Node, which reads these files itself"
packages=rpc-spring-boot-starter/src/test/peers/node/node_modules
if type -P node >/dev/null && [ -d "$packages/@grpc/grpc-js" ] && [ -d "$packages/@grpc/proto-loader" ]; then
	run "NODE_PATH=$packages node demo-consumer/src/main/node/shop.js $folder $grpc2"
	expect_shop Node
else
	echo "  Left out: it needs Node, and its packages @grpc/grpc-js and @grpc/proto-loader, which"
	echo "  rpc-spring-boot-starter/src/test/peers/install.sh installs."
fi

# --- The end ---------------------------------------------------------------------------

if $check; then
	finished=true
	echo
	summary
	[ "$failed" -eq 0 ]
	exit
fi

cat <<END

Where to look next
  README.md, docs/           how it works and what can be configured
  demo.http                  more requests
  demo-provider/api          the contracts; beside it, the two applications
  demo-consumer/src/main     the consumer, and clients in Python and Node
  localhost:$consumer            the consumer: /greet, /shop/orders, /actuator/rpc, /actuator/prometheus
  localhost:$grpc_consumer            the consumer whose URL begins with grpc://
  localhost:$provider2            provider 2: /rpc/Hello/sayHello, /actuator/rpc; over gRPC localhost:$grpc2
  $logs   the logs

Start provider 1 again with
  java -jar $provider_jar --server.port=$provider1 --spring.grpc.server.port=0

Everything runs until Ctrl-C.
END
finished=true
trap 'echo; exit 0' INT
while kill -0 "$consumer_pid" 2>/dev/null && kill -0 "$provider2_pid" 2>/dev/null; do
	sleep 1
done
die "an application has ended on its own"
