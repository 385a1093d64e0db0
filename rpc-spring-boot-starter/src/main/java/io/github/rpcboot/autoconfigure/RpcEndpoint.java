package io.github.rpcboot.autoconfigure;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.provider.RemoteServices;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;

/**
 * The actuator endpoint {@code rpc}: the services and methods that this application
 * provides, the references that it holds and where they point, and what clients in other
 * languages compile.
 */
@Endpoint(id = "rpc")
final class RpcEndpoint {

	private final ObjectProvider<RemoteServices> services;

	private final ObjectProvider<ConfiguredTargets> targets;

	private final ExportedSchemas schemas;

	private final Serving serving;

	RpcEndpoint(ObjectProvider<RemoteServices> services, ObjectProvider<ConfiguredTargets> targets,
			ExportedSchemas schemas, Serving serving) {
		this.services = services;
		this.targets = targets;
		this.schemas = schemas;
		this.serving = serving;
	}

	/**
	 * Describes both sides.
	 * @return {@code services} by wire name, {@code references} by application
	 */
	@ReadOperation
	public Map<String, Object> describe() {
		Map<String, Object> services = new LinkedHashMap<>();
		RemoteServices provided = this.services.getIfAvailable();
		if (provided != null) {
			provided.contracts().forEach((contract) -> services.put(contract.name(), describe(contract, provided)));
		}
		ConfiguredTargets targets = this.targets.getIfAvailable();
		return Map.of("services", services, "references", (targets != null) ? targets.describe() : Map.of());
	}

	/**
	 * The schema of a service, which clients in other languages compile.
	 * @param service the wire name
	 * @return a {@code .proto} file, whose comments say which methods are missing, and
	 * why; {@code null} if there is no such service
	 */
	@ReadOperation(produces = "text/plain;charset=UTF-8")
	public @Nullable String proto(@Selector String service) {
		RemoteServices provided = this.services.getIfAvailable();
		return (provided == null) ? null
				: provided.contracts()
					.stream()
					.filter((contract) -> contract.name().equals(service))
					.findFirst()
					.map((contract) -> this.schemas.of(contract).text())
					.orElse(null);
	}

	private Map<String, Object> describe(ServiceContract contract, RemoteServices provided) {
		List<Map<String, Object>> methods = new ArrayList<>();
		contract.methods().forEach((method) -> methods.add(describe(method, contract, provided)));
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("contract", contract.type().getName());
		description.put("bean", provided.beanName(contract.name()));
		description.put("protocols",
				contract.isRestMapped() ? this.serving.mappedProtocols() : this.serving.protocols());
		description.put("methods", methods);
		return description;
	}

	private Map<String, Object> describe(MethodContract method, ServiceContract contract, RemoteServices provided) {
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("name", method.name());
		String mapping = provided.mapping(method);
		description.put("path", (mapping != null) ? mapping : this.serving.basePath() + "/" + method);
		description.put("idempotency", method.idempotency());
		if (method.restMapping() == null) {
			description.put("parameters", method.parameterTypes().stream().map(RpcEndpoint::name).toList());
			description.put("result", name(method.resultType()));
		}
		if (method.hasStreams()) {
			description.put("streams", (method.responseStream() == null) ? "requests"
					: (method.requestStream() == null) ? "responses" : "both");
		}
		String missing = this.schemas.of(contract).missing().get(method.name());
		if (missing != null) {
			description.put("noProtobuf", missing);
		}
		return description;
	}

	private static String name(Type type) {
		return (type instanceof JavaType resolved) ? resolved.toCanonical() : type.getTypeName();
	}

	/**
	 * How this application serves calls.
	 *
	 * @param basePath the path of HTTP
	 * @param http whether there is a web server
	 * @param grpc whether there is a gRPC server
	 */
	record Serving(String basePath, boolean http, boolean grpc) {

		List<String> protocols() {
			List<String> protocols = new ArrayList<>(mappedProtocols());
			if (this.grpc) {
				protocols.add("grpc");
			}
			return protocols;
		}

		List<String> mappedProtocols() {
			return this.http ? List.of("http") : List.of();
		}

	}

}
