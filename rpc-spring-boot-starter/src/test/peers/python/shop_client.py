"""Calls every method of the shop with stubs of stock protoc. Prints what came, a line per call.

Arguments: the folder of the generated modules, the port.
"""
import json
import sys

sys.path.insert(0, sys.argv[1])

import details_pb2
import grpc
import shop_pb2 as shop
import shop_pb2_grpc


def text(order):
    lines = ",".join("%s x%d %s" % (line.sku, line.quantity, line.price) for line in order.lines)
    placed = "%d.%09d" % (order.placedAt.seconds, order.placedAt.nanos)
    return " ".join([str(order.id), shop.OrderState.Name(order.state), order.customer.name,
                     order.customer.address.city, lines, order.total, placed])


def detail(error):
    status = dict(error.trailing_metadata() or ()).get("grpc-status-details-bin")
    if not status:
        return ""
    for each in details_pb2.Status.FromString(status).details:
        if each.type_url.endswith("/google.rpc.ErrorInfo"):
            info = details_pb2.ErrorInfo.FromString(each.value)
            return "; %s of %s: %s %s" % (info.reason, info.domain, info.metadata["exception"], info.metadata["fields"])
        if each.type_url.endswith("/google.rpc.BadRequest"):
            bad = details_pb2.BadRequest.FromString(each.value)
            return "; " + ", ".join(violation.field for violation in bad.field_violations)
    return ""


def say(name, call):
    try:
        print(name, call(), flush=True)
    except grpc.RpcError as error:
        print(name, error.code().name, error.details() + detail(error), flush=True)


def order(sku, quantity):
    address = shop.Address(street="1", city="London", country="GB")
    return shop.NewOrder(customer=shop.Customer(name="Ada", address=address), lines=[shop.Line(sku=sku, quantity=quantity)])


def found(stub, number):
    answer, call = stub.Find.with_call(shop.FindRequest(id=number))
    return "nothing" if dict(call.initial_metadata()).get("rpc-null") == "1" else text(answer)


def days(delivery):
    note = json.dumps(delivery.HasField("note"))
    return " ".join([getattr(delivery, "from"), delivery.to, delivery.within, note])


def all_of(stream):
    seen = []
    try:
        for each in stream:
            seen.append(str(each.id))
    except grpc.RpcError as error:
        seen.append(error.code().name + " " + error.details() + detail(error))
    return " ".join(seen)


with grpc.insecure_channel("127.0.0.1:" + sys.argv[2]) as channel:
    stub = shop_pb2_grpc.OrdersStub(channel)
    say("latest", lambda: json.dumps(stub.Latest(shop.LatestRequest()).HasField("result")))
    say("place", lambda: text(stub.Place(order("tea", 2))))
    say("place", lambda: stub.Place(order("teapot", 4)))
    say("find", lambda: found(stub, 1))
    say("find", lambda: found(stub, 99))
    say("list", lambda: len(stub.List(shop.ListRequest(state=shop.PLACED)).result))
    say("list", lambda: len(stub.List(shop.ListRequest(state=shop.CANCELLED)).result))
    say("latest", lambda: stub.Latest(shop.LatestRequest()).result.id)
    say("receipt", lambda: stub.Receipt(shop.ReceiptRequest(id=1)).total)
    say("receipt", lambda: stub.Receipt(shop.ReceiptRequest(id=99)))
    say("cancel", lambda: str(stub.Cancel(shop.CancelRequest(id=1, reason="too much"))) + "done")
    say("find", lambda: found(stub, 1))
    say("stock", lambda: json.dumps(sorted(stub.Stock(shop.StockRequest()).result.items()), separators=(",", ":")))
    delivery = shop.DeliverRequest(id=1, earliest="2026-11-03", within="PT48H")
    say("deliver", lambda: days(stub.Deliver(delivery)))
    say("deliver", lambda: stub.Deliver(shop.DeliverRequest(id=1, earliest="tomorrow", within="PT48H")))
    say("pay", lambda: stub.Pay(shop.Payment(card=shop.Card(number="4242"))).result)
    say("pay", lambda: stub.Pay(shop.Payment(cash=shop.Cash(given="20.00"))).result)
    say("label", lambda: stub.Label(shop.LabelRequest(id=9007199254740993, large=True, scale=1.5)).result.decode())
    say("watch", lambda: all_of(stub.Watch(shop.WatchRequest(count=3))))
    say("watch", lambda: all_of(stub.Watch(shop.WatchRequest(count=9))))
    say("watch", lambda: all_of(stub.Watch(shop.WatchRequest(count=-1))))
    lines = [shop.OrderLine(sku="tea", quantity=2, price="4.50"), shop.OrderLine(sku="teapot", quantity=1, price="39.00")]
    say("sum", lambda: stub.Sum(iter(lines)).result)
    wanted = [shop.Line(sku="tea", quantity=2), shop.Line(sku="teapot", quantity=1)]
    say("prices", lambda: " ".join(line.price for line in stub.Prices(iter(wanted))))
