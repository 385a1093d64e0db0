package io.github.rpcboot.autoconfigure;

import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;

/**
 * Says that there is something to serve, without which Spring Boot makes no server. It
 * asks for services before the beans are there that provide them, so this one is empty:
 * the server looks up their methods when they are called.
 */
final class GrpcServices implements BindableService {

	private static final String NAME = "io.github.rpcboot.RemoteServices";

	@Override
	public ServerServiceDefinition bindService() {
		return ServerServiceDefinition.builder(NAME).build();
	}

}
