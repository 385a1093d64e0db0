package io.github.rpcboot.contract.schema;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.ServiceContract;
import org.jspecify.annotations.Nullable;

/**
 * The schema of a contract. Immutable.
 *
 * @since 0.1.0
 */
public final class ServiceSchema {

	private final ServiceContract contract;

	private final List<MethodSchema> methods;

	private final List<MessageType> messages;

	private final List<EnumType> enums;

	ServiceSchema(ServiceContract contract, List<MethodSchema> methods, List<MessageType> messages,
			List<EnumType> enums) {
		this.contract = contract;
		this.methods = List.copyOf(methods);
		this.messages = List.copyOf(messages);
		this.enums = List.copyOf(enums);
	}

	/**
	 * The contract.
	 * @return the contract that the schema is made of
	 */
	public ServiceContract contract() {
		return this.contract;
	}

	/**
	 * The package of the {@code .proto} file.
	 * @return {@code shop.v2} for the wire name {@code shop.v2.Orders}; perhaps empty
	 */
	public String packageName() {
		return packageOf(this.contract.name());
	}

	/**
	 * The name of the service within its package.
	 * @return {@code Orders} for the wire name {@code shop.v2.Orders}
	 */
	public String name() {
		return simpleNameOf(this.contract.name());
	}

	static String packageOf(String wireName) {
		return wireName.substring(0, Math.max(0, wireName.lastIndexOf('.')));
	}

	static String simpleNameOf(String wireName) {
		return wireName.substring(wireName.lastIndexOf('.') + 1);
	}

	/**
	 * The methods, sorted by wire name.
	 * @return an immutable list
	 */
	public List<MethodSchema> methods() {
		return this.methods;
	}

	MethodSchema method(MethodContract contract) {
		return this.methods.stream().filter((method) -> method.contract() == contract).findFirst().orElseThrow();
	}

	/**
	 * Every message that the methods reach, in the order in which they reach them.
	 * @return an immutable list
	 */
	public List<MessageType> messages() {
		return this.messages;
	}

	/**
	 * Every enum that the methods reach, in the order in which they reach them.
	 * @return an immutable list
	 */
	public List<EnumType> enums() {
		return this.enums;
	}

	/**
	 * Every message that a method has and another file defines, each one once.
	 * @return an immutable list
	 */
	public List<MessageType> generatedMessages() {
		Map<String, MessageType> generated = new LinkedHashMap<>();
		this.methods.stream()
			.flatMap((method) -> Stream.of(method.request(), method.response()))
			.filter((message) -> message.file() != null)
			.forEach((message) -> generated.putIfAbsent(message.name(), message));
		return List.copyOf(generated.values());
	}

	/** The file that defines the service besides its messages, which nobody else may. */
	@Nullable String definingFile() {
		return generatedMessages().stream()
			.filter((message) -> message.services().contains(this.contract.name()))
			.map(MessageType::file)
			.findFirst()
			.orElse(null);
	}

	/**
	 * The name of the contract's description on the class path, which a file that this
	 * schema is exported to has.
	 * @return for example {@code META-INF/rpc/shop.v2.Orders.proto}
	 */
	public String resource() {
		return Description.resource(this.contract.name());
	}

	/**
	 * The schema as a {@code .proto} file. Where the file of its generated messages
	 * defines the service, it passes that file on and defines nothing twice.
	 * @return proto3 in UTF-8
	 */
	public String toProto() {
		return new DescriptionWriter(this).write();
	}

}
