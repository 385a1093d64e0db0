package io.github.rpcboot.contract.schema;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.ServiceContract;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Derives the protobuf schema of contracts from their Java types. Field numbers come from
 * the description of the contract that stands on the class path as
 * {@code META-INF/rpc/<wire name>.proto}; without it, from the order of records.
 * <p>
 * Instances may be shared between threads.
 *
 * @since 0.1.0
 * @see ContractDescription
 */
public final class ContractSchemas {

	private static final Log logger = LogFactory.getLog(ContractSchemas.class);

	private final Jackson jackson;

	private final Set<String> warned = ConcurrentHashMap.newKeySet();

	private final Map<ServiceContract, Model> models = new ConcurrentHashMap<>();

	private ContractSchemas(JsonMapper mapper) {
		this.jackson = new Jackson(mapper);
	}

	/**
	 * Makes a source of schemas.
	 * @param mapper the mapper of the JSON messages; its names are the schema's
	 * @return a source that reads each contract once and keeps its schema
	 */
	public static ContractSchemas using(JsonMapper mapper) {
		return new ContractSchemas(mapper);
	}

	/**
	 * Derives the schema of a contract.
	 * @param contract a contract that is not mapped to REST
	 * @return its schema
	 * @throws RpcConfigurationException if a type has no form in protobuf or a member has
	 * no number; the exception names the path to it and says what to do
	 */
	public ServiceSchema of(ServiceContract contract) {
		Model model = model(contract);
		if (model.failure() != null) {
			throw model.failure();
		}
		return Objects.requireNonNull(model.schema());
	}

	private Model model(ServiceContract contract) {
		Model model = this.models.get(contract);
		return (model != null) ? model : this.models.computeIfAbsent(contract, this::create);
	}

	private Model create(ServiceContract contract) {
		try {
			return new Model(read(contract, numbers(contract)), null);
		}
		catch (RpcConfigurationException ex) {
			return new Model(null, ex);
		}
	}

	private static Numbers numbers(ServiceContract contract) {
		return new Numbers(Description.find(contract.name(), contract.type()), false);
	}

	/**
	 * Derives the schema of those methods of a contract that have a form in protobuf.
	 * @param contract a contract that is not mapped to REST
	 * @param others is told of the other methods, and what is wrong with each
	 * @return its schema, in which the other methods are missing
	 * @throws RpcConfigurationException if the types of two methods have one name
	 */
	public ServiceSchema of(ServiceContract contract, BiConsumer<MethodContract, RpcConfigurationException> others) {
		List<MethodContract> carried = new ArrayList<>();
		for (MethodContract method : contract.methods()) {
			try {
				of(method);
				carried.add(method);
			}
			catch (RpcConfigurationException ex) {
				others.accept(method, ex);
			}
		}
		return read(contract, carried, numbers(contract));
	}

	ServiceSchema read(ServiceContract contract, Numbers numbers) {
		return read(contract, contract.methods(), numbers);
	}

	private ServiceSchema read(ServiceContract contract, Collection<MethodContract> carried, Numbers numbers) {
		TypeReader types = new TypeReader(this.jackson, numbers);
		types.claim(ServiceSchema.simpleNameOf(contract.name()), "the service itself",
				new Trail(contract.type().getSimpleName()));
		List<MethodSchema> methods = new ArrayList<>();
		carried.forEach((method) -> methods.add(method(method, types, numbers)));
		if (numbers.areByOrder()) {
			warn(contract.name());
		}
		return new ServiceSchema(contract, methods, types.messages(), types.enums());
	}

	/**
	 * The messages of one method: those of the whole
	 * {@linkplain MethodContract#contract() contract} or, if that has no schema, of the
	 * method alone.
	 * @param method a method that is not mapped to REST
	 * @return its messages
	 * @throws RpcConfigurationException as for a whole contract, if the reason is in this
	 * method
	 */
	public MethodSchema of(MethodContract method) {
		ServiceSchema schema = model(method.contract()).schema();
		return (schema != null) ? schema.method(method) : alone(method);
	}

	private MethodSchema alone(MethodContract method) {
		Numbers numbers = numbers(method.contract());
		TypeReader types = new TypeReader(this.jackson, numbers);
		MethodSchema schema = method(method, types, numbers);
		if (numbers.areByOrder()) {
			warn(method.service());
		}
		return schema;
	}

	private void warn(String service) {
		if (this.warned.add(service)) {
			logger.warn("The contract '" + service + "' has no description '" + Description.resource(service)
					+ "': its field numbers follow the order in which members are declared, so that a change of that "
					+ "order corrupts messages. Write the description with ContractDescription and commit it.");
		}
	}

	private MethodSchema method(MethodContract method, TypeReader types, Numbers numbers) {
		String name = FieldNames.capitalised(method.name());
		return new MethodSchema(method, name, request(name, method, types, numbers),
				response(name, method, types, numbers), method.requestStream() != null,
				method.responseStream() != null);
	}

	private MessageType request(String name, MethodContract method, TypeReader types, Numbers numbers) {
		Trail trail = Trail.of(method);
		if (method.isParameterTheMessage()) {
			return whole(method, method.parameterTypes().get(0), types, trail.step("parameter"));
		}
		Method java = method.javaMethod();
		List<Part> parts = new ArrayList<>();
		for (int i = 0; i < method.parameterCount(); i++) {
			String parameter = method.parameterNames().get(i);
			parts.add(new Part(parameter, method.parameterTypes().get(i), java.getAnnotatedParameterTypes()[i],
					trail.step("parameter '" + parameter + "'")));
		}
		return synthesized(name + "Request", java, parts, types, numbers, trail);
	}

	private MessageType response(String name, MethodContract method, TypeReader types, Numbers numbers) {
		Trail trail = Trail.of(method).step("result");
		if (method.isResultTheMessage()) {
			return whole(method, method.resultType(), types, trail);
		}
		Method java = method.javaMethod();
		List<Part> parts = method.hasResult()
				? List.of(new Part("result", method.resultType(), java.getAnnotatedReturnType(), trail)) : List.of();
		return synthesized(name + "Response", java, parts, types, numbers, trail);
	}

	private MessageType whole(MethodContract method, Type type, TypeReader types, Trail trail) {
		if (method.hasGeneratedMessages()) {
			return GeneratedReader.read(this.jackson.type(type).getRawClass(), trail);
		}
		MessageType message = types.value(this.jackson.type(type), Use.plain(true), trail).message();
		if (message == null) {
			throw TypeReader.refused(this.jackson.type(type), "is no object with members", "Make it a record.", trail);
		}
		return message;
	}

	private MessageType synthesized(String name, Method method, List<Part> parts, TypeReader types, Numbers numbers,
			Trail trail) {
		MessageType message = types.synthesized(name, trail);
		FieldNames identifiers = new FieldNames();
		Map<String, Integer> indexes = new LinkedHashMap<>();
		List<String> names = parts.stream().map((part) -> identifiers.next(part.name())).toList();
		names.forEach((field) -> indexes.put(field, 0));
		Map<String, Integer> assigned = numbers.ofFields(name, indexes, true, trail);
		List<FieldType> fields = new ArrayList<>();
		for (int i = 0; i < parts.size(); i++) {
			Part part = parts.get(i);
			boolean nonNull = Nullness.isNonNull(method.getDeclaringClass(), part.annotated());
			FieldType.Shape shape = types.shape(this.jackson.type(part.type()), Use.plain(nonNull), part.trail());
			fields.add(new FieldType(names.get(i), part.name(), assigned.getOrDefault(names.get(i), 0), shape,
					new FieldType.Access(null, null, Object.class)));
		}
		message.complete(fields, numbers.reservedOfFields(name, assigned.keySet()), null);
		return message;
	}

	/**
	 * What was read of a contract: its schema, or why there is none.
	 */
	private record Model(@Nullable ServiceSchema schema, @Nullable RpcConfigurationException failure) {
	}

	private record Part(String name, Type type, AnnotatedType annotated, Trail trail) {
	}

}
