package io.github.rpcboot.autoconfigure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.provider.RemoteServices;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * The actuator endpoint {@code rpc}: the services and methods that this application
 * provides, and the references that it holds and where they point.
 */
@Endpoint(id = "rpc")
final class RpcEndpoint {

	private final ObjectProvider<RemoteServices> services;

	private final ObjectProvider<ConfiguredTargets> targets;

	private final String basePath;

	RpcEndpoint(ObjectProvider<RemoteServices> services, ObjectProvider<ConfiguredTargets> targets, String basePath) {
		this.services = services;
		this.targets = targets;
		this.basePath = basePath;
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

	private Map<String, Object> describe(ServiceContract contract, RemoteServices provided) {
		List<Map<String, Object>> methods = new ArrayList<>();
		for (MethodContract method : contract.methods()) {
			Map<String, Object> description = new LinkedHashMap<>();
			description.put("name", method.name());
			String mapping = provided.mapping(method);
			description.put("path", (mapping != null) ? mapping : this.basePath + "/" + method);
			description.put("idempotency", method.idempotency());
			methods.add(description);
		}
		Map<String, Object> description = new LinkedHashMap<>();
		description.put("contract", contract.type().getName());
		description.put("bean", provided.beanName(contract.name()));
		description.put("methods", methods);
		return description;
	}

}
