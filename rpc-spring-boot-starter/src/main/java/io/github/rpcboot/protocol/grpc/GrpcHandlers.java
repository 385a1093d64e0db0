package io.github.rpcboot.protocol.grpc;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.ServiceContract;
import io.grpc.HandlerRegistry;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCallHandler;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import org.jspecify.annotations.Nullable;

/**
 * Finds methods when they are called. Those that exist are kept; the names of those that
 * do not are the callers' choice, and there would be no end of them.
 */
final class GrpcHandlers extends HandlerRegistry {

	private static final int LONGEST_NAME = 128;

	private final RpcServices services;

	private final GrpcRpcEndpoint.Settings settings;

	private final IncomingCalls calls;

	private final Bytes requests;

	private final Bytes responses = new Bytes(Integer.MAX_VALUE);

	private final Map<String, ServerMethodDefinition<?, ?>> known = new ConcurrentHashMap<>();

	GrpcHandlers(RpcServices services, GrpcRpcEndpoint.Settings settings, IncomingCalls calls) {
		this.services = services;
		this.settings = settings;
		this.calls = calls;
		this.requests = new Bytes(settings.limits().requestBytes());
	}

	@Override
	public @Nullable ServerMethodDefinition<?, ?> lookupMethod(String name, @Nullable String authority) {
		ServerMethodDefinition<?, ?> known = this.known.get(name);
		return (known != null) ? known : find(name);
	}

	private @Nullable ServerMethodDefinition<?, ?> find(String name) {
		String service = MethodDescriptor.extractFullServiceName(name);
		if (service == null) {
			return null;
		}
		String asked = name.substring(service.length() + 1);
		MethodContract method = this.services.find(service, asked);
		boolean exact = !this.settings.exactNames() || GrpcProtocol.methodName(method).equals(asked);
		if (method.isKnown() && exact) {
			return this.known.computeIfAbsent(name, (key) -> define(key, service, method));
		}
		return define(name, service, MethodContract.unknown(printable(service), printable(asked)));
	}

	/** Errors repeat an unknown name, so it is cut and cleaned. */
	private static String printable(String name) {
		String cut = (name.length() > LONGEST_NAME) ? name.substring(0, LONGEST_NAME) : name;
		return cut.replaceAll("[^\\x21-\\x7e]", "?");
	}

	/** The interceptors of a server stand around services, not around methods. */
	private ServerMethodDefinition<?, ?> define(String name, String service, MethodContract method) {
		ServerServiceDefinition plain = ServerServiceDefinition.builder(service)
			.addMethod(descriptor(name, method), handler(method))
			.build();
		ServerMethodDefinition<?, ?> defined = this.settings.server().interceptors().apply(plain).getMethod(name);
		if (defined == null) {
			throw new IllegalStateException("The server's interceptors have taken '" + name + "' away");
		}
		return defined;
	}

	private ServerCallHandler<byte[], byte[]> handler(MethodContract method) {
		return (call, headers) -> this.calls.start(call, headers, method);
	}

	private MethodDescriptor<byte[], byte[]> descriptor(String name, MethodContract method) {
		return MethodDescriptor.newBuilder(this.requests, this.responses)
			.setFullMethodName(name)
			.setType(method.isKnown() ? MethodType.UNARY : MethodType.UNKNOWN)
			.setIdempotent(method.idempotency() != Idempotency.UNKNOWN)
			.setSafe(method.idempotency() == Idempotency.NO_SIDE_EFFECTS)
			.build();
	}

	/** For reflection, and for those who list what a server serves. */
	@Override
	public List<ServerServiceDefinition> getServices() {
		GrpcRpcEndpoint.ServerParts server = this.settings.server();
		List<ServiceContract> contracts = server.contracts()
			.get()
			.stream()
			.filter((contract) -> !contract.isRestMapped())
			.toList();
		Map<ServiceContract, ServiceFile> files = (server.schemas() != null)
				? ServiceFile.of(contracts, server.schemas()) : Map.of();
		return contracts.stream().map((contract) -> define(contract, files.get(contract))).toList();
	}

	private ServerServiceDefinition define(ServiceContract contract, @Nullable ServiceFile file) {
		ServiceDescriptor.Builder service = ServiceDescriptor.newBuilder(contract.name()).setSchemaDescriptor(file);
		List<MethodDescriptor<byte[], byte[]>> methods = contract.methods()
			.stream()
			.map((method) -> descriptor(
					MethodDescriptor.generateFullMethodName(contract.name(), GrpcProtocol.methodName(method)), method))
			.toList();
		methods.forEach(service::addMethod);
		ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(service.build());
		for (int i = 0; i < methods.size(); i++) {
			definition.addMethod(methods.get(i), handler(contract.methods().get(i)));
		}
		return definition.build();
	}

}
