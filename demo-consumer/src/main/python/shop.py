"""The services of demo-provider, called from Python over gRPC: every method, and what may go wrong.

Nothing here knows Java. The running provider hands out a .proto file for each service, and stock
protoc makes modules of them:

    curl localhost:8081/actuator/rpc/Hello > hello.proto
    curl localhost:8081/actuator/rpc/Orders > orders.proto
    protoc --python_out=. --grpc_out=. --plugin=protoc-gen-grpc="$(which grpc_python_plugin)" *.proto

Where pip has installed grpcio-tools, the last line is

    python3 -m grpc_tools.protoc -I . --python_out=. --grpc_python_out=. *.proto

details.proto, of the starter's src/test/peers, is what Google defines for the details of errors.
pip's googleapis-common-protos has all of that, in google.rpc.status_pb2 and error_details_pb2 and
not in the details_pb2 of this program. ./demo.sh does all that, and runs this program.

Arguments: the folder of the modules, and the port that the provider serves gRPC at.
"""
import sys

import grpc

sys.path.insert(0, sys.argv[1])

import details_pb2
import hello_pb2
import hello_pb2_grpc
import orders_pb2 as shop
import orders_pb2_grpc


def new_order(sku, quantity):
    address = shop.Address(street="1 Main Street", city="London", country="GB")
    customer = shop.Customer(name="Ada", address=address)
    return shop.NewOrder(customer=customer, lines=[shop.Line(sku=sku, quantity=quantity)])


def text(order):
    # An enum, a list of records, an Instant; a BigDecimal is a string, so that no digit is lost.
    lines = ", ".join(f"{line.quantity} {line.sku} at {line.price}" for line in order.lines)
    return (f"{shop.OrderState.Name(order.state)} for {order.customer.name} in {order.customer.address.city}: "
            f"{lines}, together {order.total}, on {order.placedAt.ToDatetime():%Y-%m-%d}")


def found(answer):
    # A null result is an empty message, which its metadata tell from an order without anything.
    order, call = answer
    return "nothing" if ("rpc-null", "1") in call.initial_metadata() else text(order)


def latest(answer):
    # An Optional is a field that may be missing.
    return text(answer.result) if answer.HasField("result") else "nothing"


def listed(answer, number):
    return "mine is there" if number in [order.id for order in answer.result] else "mine is not there"


def done(_):
    # The answer of a void method has no fields.
    return "done"


def details(error):
    packed = dict(error.trailing_metadata()).get("grpc-status-details-bin", b"")
    for detail in details_pb2.Status.FromString(packed).details:
        if detail.type_url.endswith("/google.rpc.ErrorInfo"):
            # An exception that the contract declares, with its fields as JSON.
            info = details_pb2.ErrorInfo.FromString(detail.value)
            yield f" -> {info.metadata['exception']} {info.metadata['fields']}"
        if detail.type_url.endswith("/google.rpc.BadRequest"):
            # Arguments that are not valid, by their paths.
            request = details_pb2.BadRequest.FromString(detail.value)
            yield " -> " + ", ".join(violation.field for violation in request.field_violations)


def show(method, call):
    try:
        print(method, call(), flush=True)
    except grpc.RpcError as error:
        print(method, error.code().name, error.details() + "".join(details(error)), flush=True)


with grpc.insecure_channel(f"localhost:{sys.argv[2]}") as channel:
    hello = hello_pb2_grpc.HelloStub(channel)
    orders = orders_pb2_grpc.OrdersStub(channel)

    show("sayHello", lambda: hello.SayHello(hello_pb2.SayHelloRequest(name="Python"), timeout=10).result)

    mine = orders.Place(new_order("tea", 3), timeout=10)
    print("place", text(mine))
    show("place", lambda: orders.Place(new_order("teapot", 100), timeout=10))
    show("place", lambda: orders.Place(new_order("tea", 0), timeout=10))

    show("find", lambda: found(orders.Find.with_call(shop.FindRequest(id=mine.id), timeout=10)))
    show("find", lambda: found(orders.Find.with_call(shop.FindRequest(id=999), timeout=10)))
    show("latest", lambda: latest(orders.Latest(shop.LatestRequest(), timeout=10)))
    show("receipt", lambda: orders.Receipt(shop.ReceiptRequest(id=mine.id), timeout=10).total)
    show("receipt", lambda: orders.Receipt(shop.ReceiptRequest(id=999), timeout=10))

    # A stream is an iterator.
    show("track", lambda: ", ".join(f"{stop.place} on {stop.day}"
                                    for stop in orders.Track(shop.TrackRequest(id=mine.id), timeout=10)))

    show("cancel", lambda: done(orders.Cancel(shop.CancelRequest(id=mine.id, reason="Too much"), timeout=10)))
    show("list", lambda: listed(orders.List(shop.ListRequest(state=shop.PLACED), timeout=10), mine.id))
    show("list", lambda: listed(orders.List(shop.ListRequest(state=shop.CANCELLED), timeout=10), mine.id))
