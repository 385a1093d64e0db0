"""Calls a provider with stubs of stock protoc. Prints what came, a line per call.

Arguments: the folder of the generated modules, the port.
"""
import sys

sys.path.insert(0, sys.argv[1])

import grpc
import hello_pb2
import hello_pb2_grpc


def said(call):
    try:
        print("OK", call().message)
    except grpc.RpcError as error:
        print(error.code().name, error.details())


with grpc.insecure_channel("127.0.0.1:" + sys.argv[2]) as channel:
    hello = hello_pb2_grpc.HelloStub(channel)
    said(lambda: hello.SayHello(hello_pb2.HelloRequest(name="Ada")))
    said(lambda: hello.SayHello(hello_pb2.HelloRequest(name="Zoë ☃")))
    said(lambda: hello.SayHello(hello_pb2.HelloRequest()))
    said(lambda: hello.SayHello(hello_pb2.HelloRequest(name="slow"), timeout=0.3))
    said(lambda: hello.SayHello(hello_pb2.HelloRequest(name="broken")))
    unknown = channel.unary_unary(
        "/Hello/sayGoodbye",
        request_serializer=hello_pb2.HelloRequest.SerializeToString,
        response_deserializer=hello_pb2.HelloReply.FromString,
    )
    said(lambda: unknown(hello_pb2.HelloRequest(name="Ada")))
