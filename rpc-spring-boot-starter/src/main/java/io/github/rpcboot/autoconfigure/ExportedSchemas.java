package io.github.rpcboot.autoconfigure;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.contract.schema.ContractSchemas;

/** The schemas of services as they are handed out, made when they are first asked for. */
final class ExportedSchemas {

	private final ContractSchemas schemas;

	private final Map<ServiceContract, Exported> known = new ConcurrentHashMap<>();

	ExportedSchemas(ContractSchemas schemas) {
		this.schemas = schemas;
	}

	Exported of(ServiceContract contract) {
		return this.known.computeIfAbsent(contract, this::make);
	}

	private Exported make(ServiceContract contract) {
		Map<String, String> missing = new TreeMap<>();
		if (contract.isRestMapped()) {
			return new Exported("// " + contract.name() + " is mapped to REST, and has no schema here.\n", missing);
		}
		try {
			String text = this.schemas.of(contract, (method, ex) -> missing.put(method.name(), reason(ex))).toProto();
			return new Exported(comments(missing) + text, missing);
		}
		catch (RpcConfigurationException ex) {
			for (MethodContract method : contract.methods()) {
				missing.put(method.name(), reason(ex));
			}
			return new Exported(comments(missing), missing);
		}
	}

	private static String reason(RpcConfigurationException ex) {
		return ex.description() + " " + ex.action();
	}

	/** A line each, whatever a reason holds. */
	private static String comments(Map<String, String> missing) {
		StringBuilder comments = new StringBuilder();
		missing.forEach((method, reason) -> comments.append("// Without '")
			.append(method)
			.append("': ")
			.append(reason.replaceAll("\\s+", " "))
			.append('\n'));
		return comments.toString();
	}

	/**
	 * A schema.
	 *
	 * @param text the {@code .proto} file
	 * @param missing what is wrong with the methods that it lacks, by their wire names
	 */
	record Exported(String text, Map<String, String> missing) {
	}

}
