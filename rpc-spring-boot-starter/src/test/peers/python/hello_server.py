"""Serves hello.proto with code of stock protoc, until its input ends. Prints its port.

Argument: the folder of the generated modules.
"""
import sys
import time
from concurrent import futures

sys.path.insert(0, sys.argv[1])

import grpc
import hello_pb2
import hello_pb2_grpc


class Hello(hello_pb2_grpc.HelloServicer):
    def SayHello(self, request, context):
        if request.name == "broken":
            context.abort(grpc.StatusCode.FAILED_PRECONDITION, "Python is broken")
        if request.name == "slow":
            time.sleep(2)
        if request.name == "metadata":
            sent = dict(context.invocation_metadata())
            return hello_pb2.HelloReply(message=sent.get("x-tenant", "nothing"))
        if request.name == "time":
            return hello_pb2.HelloReply(message=str(context.time_remaining()))
        return hello_pb2.HelloReply(message="Hello, " + request.name)


server = grpc.server(futures.ThreadPoolExecutor(max_workers=8))
hello_pb2_grpc.add_HelloServicer_to_server(Hello(), server)
print("PORT", server.add_insecure_port("127.0.0.1:0"), flush=True)
server.start()
sys.stdin.read()
server.stop(0)
