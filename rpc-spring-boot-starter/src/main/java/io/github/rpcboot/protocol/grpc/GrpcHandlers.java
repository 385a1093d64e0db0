package io.github.rpcboot.protocol.grpc;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.contract.schema.ContractSchemas;
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

	private final ServedMethods served;

	private final Bytes requests;

	private final Bytes responses = new Bytes(Integer.MAX_VALUE);

	private final Map<String, ServerMethodDefinition<?, ?>> known = new ConcurrentHashMap<>();

	private List<ServiceContract> listed = List.of();

	private List<ServerServiceDefinition> listing = List.of();

	GrpcHandlers(RpcServices services, GrpcRpcEndpoint.Settings settings, IncomingCalls calls, ServedMethods served) {
		this.services = services;
		this.settings = settings;
		this.calls = calls;
		this.served = served;
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
		if (method.isKnown() && (!this.settings.exactNames() || GrpcProtocol.methodName(method).equals(asked))
				&& this.served.contains(method)) {
			return this.known.computeIfAbsent(name, (key) -> define(key, service, method));
		}
		return define(name, service, MethodContract.unknown(printable(service), printable(asked)));
	}

	/** Whether a name is that of a method with streams. */
	boolean isStream(String name) {
		ServerMethodDefinition<?, ?> known = this.known.get(name);
		if (known != null) {
			return known.getMethodDescriptor().getType() != MethodType.UNARY;
		}
		String service = MethodDescriptor.extractFullServiceName(name);
		return service != null && this.services.find(service, name.substring(service.length() + 1)).hasStreams();
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
			.setType(method.isKnown() ? GrpcProtocol.type(method) : MethodType.UNKNOWN)
			.setIdempotent(method.idempotency() != Idempotency.UNKNOWN)
			.setSafe(method.idempotency() == Idempotency.NO_SIDE_EFFECTS)
			.build();
	}

	/**
	 * For reflection, and for those who list what a server serves. It is asked for again
	 * and again, by anybody.
	 */
	@Override
	public synchronized List<ServerServiceDefinition> getServices() {
		List<ServiceContract> contracts = this.settings.server()
			.contracts()
			.get()
			.stream()
			.filter((contract) -> contract.methods().stream().anyMatch(this.served::contains))
			.toList();
		if (!contracts.equals(this.listed)) {
			Map<ServiceContract, ServiceFile> files = files(contracts);
			this.listing = contracts.stream().map((contract) -> define(contract, files.get(contract))).toList();
			this.listed = contracts;
		}
		return this.listing;
	}

	private Map<ServiceContract, ServiceFile> files(List<ServiceContract> contracts) {
		ContractSchemas schemas = this.settings.server().schemas();
		return (schemas == null) ? Map.of()
				: ServiceFile.of(contracts.stream()
					.filter((contract) -> contract.methods().stream().allMatch(this.served::contains))
					.toList(), schemas);
	}

	private ServerServiceDefinition define(ServiceContract contract, @Nullable ServiceFile file) {
		ServiceDescriptor.Builder service = ServiceDescriptor.newBuilder(contract.name()).setSchemaDescriptor(file);
		Map<MethodContract, MethodDescriptor<byte[], byte[]>> methods = new LinkedHashMap<>();
		contract.methods()
			.stream()
			.filter(this.served::contains)
			.forEach((method) -> methods.put(method,
					descriptor(
							MethodDescriptor.generateFullMethodName(contract.name(), GrpcProtocol.methodName(method)),
							method)));
		methods.values().forEach(service::addMethod);
		ServerServiceDefinition.Builder definition = ServerServiceDefinition.builder(service.build());
		methods.forEach((method, descriptor) -> definition.addMethod(descriptor, handler(method)));
		return definition.build();
	}

}
