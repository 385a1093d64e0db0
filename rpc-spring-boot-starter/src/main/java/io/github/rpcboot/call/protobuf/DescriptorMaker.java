package io.github.rpcboot.call.protobuf;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.DescriptorProto.ReservedRange;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto;
import com.google.protobuf.DescriptorProtos.EnumDescriptorProto.EnumReservedRange;
import com.google.protobuf.DescriptorProtos.EnumValueDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto;
import com.google.protobuf.DescriptorProtos.FieldDescriptorProto.Type;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.DescriptorProtos.MessageOptions;
import com.google.protobuf.DescriptorProtos.MethodDescriptorProto;
import com.google.protobuf.DescriptorProtos.MethodOptions;
import com.google.protobuf.DescriptorProtos.MethodOptions.IdempotencyLevel;
import com.google.protobuf.DescriptorProtos.OneofDescriptorProto;
import com.google.protobuf.DescriptorProtos.ServiceDescriptorProto;
import com.google.protobuf.Message;
import io.github.rpcboot.Idempotency;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.contract.schema.EnumType;
import io.github.rpcboot.contract.schema.FieldType;
import io.github.rpcboot.contract.schema.FieldType.Label;
import io.github.rpcboot.contract.schema.MessageType;
import io.github.rpcboot.contract.schema.MethodSchema;
import io.github.rpcboot.contract.schema.Reserved;
import io.github.rpcboot.contract.schema.ServiceSchema;
import io.github.rpcboot.contract.schema.ValueKind;
import io.github.rpcboot.contract.schema.ValueType;

/**
 * Makes the descriptor of the file of one contract.
 */
final class DescriptorMaker {

	private final ServiceSchema schema;

	private final Map<String, Known> known;

	private final Map<String, Known> defined = new LinkedHashMap<>();

	private final Set<String> imports = new LinkedHashSet<>();

	/**
	 * Prepares a file.
	 * @param schema the schema of the contract
	 * @param known the types that other files define, by their full names
	 */
	DescriptorMaker(ServiceSchema schema, Map<String, Known> known) {
		this.schema = schema;
		this.known = known;
	}

	Map<String, Known> defined() {
		return this.defined;
	}

	private String fileName() {
		return this.schema.contract().name() + ".proto";
	}

	FileDescriptorProto make() {
		FileDescriptorProto.Builder file = FileDescriptorProto.newBuilder().setName(fileName()).setSyntax("proto3");
		if (!this.schema.packageName().isEmpty()) {
			file.setPackage(this.schema.packageName());
		}
		ServiceDescriptorProto.Builder service = file.addServiceBuilder().setName(this.schema.name());
		this.schema.methods().forEach((method) -> service.addMethod(method(method)));
		for (MessageType message : this.schema.messages()) {
			DescriptorProto made = message(message);
			if (isNew(message.name(), made)) {
				file.addMessageType(made);
			}
		}
		for (EnumType type : this.schema.enums()) {
			addEnum(file, type);
		}
		this.imports.forEach(file::addDependency);
		return file.build();
	}

	private void addEnum(FileDescriptorProto.Builder file, EnumType type) {
		EnumDescriptorProto made = enumeration(type);
		if (!isNew(type.name(), made)) {
			return;
		}
		if (type.isNested()) {
			file.addMessageType(DescriptorProto.newBuilder().setName(type.name()).addEnumType(made));
		}
		else {
			file.addEnumType(made);
		}
	}

	private boolean isNew(String name, Message made) {
		String full = fullName(name);
		Known other = this.known.get(full);
		if (other == null) {
			this.defined.put(full, new Known(fileName(), made));
			return true;
		}
		if (!other.definition().equals(made)) {
			throw new RpcConfigurationException(
					"The contracts in '" + fileName() + "' and '" + other.file() + "' have different types '" + full
							+ "'.",
					"Give one of the types another name with @RemoteContract, or one of the contracts another package "
							+ "in its wire name.");
		}
		this.imports.add(other.file());
		return false;
	}

	private String fullName(String name) {
		return this.schema.packageName().isEmpty() ? name : this.schema.packageName() + "." + name;
	}

	private MethodDescriptorProto method(MethodSchema method) {
		MethodDescriptorProto.Builder made = MethodDescriptorProto.newBuilder()
			.setName(method.name())
			.setInputType(reference(method.request()))
			.setOutputType(reference(method.response()));
		if (method.requestStream()) {
			made.setClientStreaming(true);
		}
		if (method.responseStream()) {
			made.setServerStreaming(true);
		}
		Idempotency idempotency = method.contract().idempotency();
		if (idempotency != Idempotency.UNKNOWN) {
			made.setOptions(
					MethodOptions.newBuilder().setIdempotencyLevel(IdempotencyLevel.valueOf(idempotency.name())));
		}
		return made.build();
	}

	private String reference(MessageType message) {
		if (message.file() != null) {
			this.imports.add(message.file());
			return message.name();
		}
		return "." + fullName(message.name());
	}

	private DescriptorProto message(MessageType message) {
		DescriptorProto.Builder made = DescriptorProto.newBuilder().setName(message.name());
		if (message.isOneOf()) {
			made.addOneofDecl(OneofDescriptorProto.newBuilder().setName("value"));
		}
		for (FieldType field : message.fields()) {
			FieldDescriptorProto.Builder builder = field(field);
			if (message.isOneOf()) {
				builder.setOneofIndex(0);
			}
			else if (field.label() == Label.MAP) {
				made.addNestedType(entry(field));
				builder.setTypeName("." + fullName(message.name()) + "." + entryName(field));
			}
			made.addField(builder);
		}
		addPresence(made, message.fields());
		addReserved(made, message);
		return made.build();
	}

	private static void addReserved(DescriptorProto.Builder made, MessageType message) {
		for (Reserved gone : message.reserved()) {
			made.addReservedRange(ReservedRange.newBuilder().setStart(gone.number()).setEnd(gone.number() + 1));
			if (!gone.name().isEmpty()) {
				made.addReservedName(gone.name());
			}
		}
	}

	/** An optional field stands in a oneof of its own, behind those that are declared. */
	private static void addPresence(DescriptorProto.Builder message, List<FieldType> fields) {
		for (int i = 0; i < fields.size(); i++) {
			if (fields.get(i).label() == Label.OPTIONAL) {
				message.getFieldBuilder(i).setProto3Optional(true).setOneofIndex(message.getOneofDeclCount());
				message.addOneofDecl(OneofDescriptorProto.newBuilder().setName("_" + fields.get(i).name()));
			}
		}
	}

	private FieldDescriptorProto.Builder field(FieldType field) {
		boolean many = field.label() == Label.REPEATED || field.label() == Label.MAP;
		FieldDescriptorProto.Builder made = FieldDescriptorProto.newBuilder()
			.setName(field.name())
			.setNumber(field.number())
			.setJsonName(field.jsonName())
			.setLabel(many ? FieldDescriptorProto.Label.LABEL_REPEATED : FieldDescriptorProto.Label.LABEL_OPTIONAL);
		return (field.label() == Label.MAP) ? made.setType(Type.TYPE_MESSAGE) : typed(made, field.value());
	}

	private DescriptorProto entry(FieldType field) {
		ValueType key = (field.key() != null) ? field.key() : field.value();
		return DescriptorProto.newBuilder()
			.setName(entryName(field))
			.setOptions(MessageOptions.newBuilder().setMapEntry(true))
			.addField(entryPart("key", 1, key))
			.addField(entryPart("value", 2, field.value()))
			.build();
	}

	private FieldDescriptorProto.Builder entryPart(String name, int number, ValueType type) {
		return typed(FieldDescriptorProto.newBuilder()
			.setName(name)
			.setNumber(number)
			.setJsonName(name)
			.setLabel(FieldDescriptorProto.Label.LABEL_OPTIONAL), type);
	}

	/** The name that protoc gives to the entries of a map. */
	private static String entryName(FieldType field) {
		StringBuilder name = new StringBuilder();
		for (String word : field.name().split("_")) {
			name.append(word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1));
		}
		return name.append("Entry").toString();
	}

	private FieldDescriptorProto.Builder typed(FieldDescriptorProto.Builder made, ValueType type) {
		if (type.kind() == ValueKind.TIMESTAMP) {
			this.imports.add("google/protobuf/timestamp.proto");
			return made.setType(Type.TYPE_MESSAGE).setTypeName("." + ValueKind.TIMESTAMP.keyword());
		}
		if (type.message() != null || type.enumeration() != null) {
			return made.setType((type.message() != null) ? Type.TYPE_MESSAGE : Type.TYPE_ENUM)
				.setTypeName("." + fullName(type.protoName()));
		}
		return made.setType(Type.valueOf("TYPE_" + type.kind().name()));
	}

	private static EnumDescriptorProto enumeration(EnumType type) {
		String name = type.protoName().substring(type.protoName().lastIndexOf('.') + 1);
		EnumDescriptorProto.Builder made = EnumDescriptorProto.newBuilder().setName(name);
		type.constants()
			.forEach((constant) -> made
				.addValue(EnumValueDescriptorProto.newBuilder().setName(constant.name()).setNumber(constant.number())));
		for (Reserved gone : type.reserved()) {
			made.addReservedRange(EnumReservedRange.newBuilder().setStart(gone.number()).setEnd(gone.number()));
			if (!gone.name().isEmpty()) {
				made.addReservedName(gone.name());
			}
		}
		return made.build();
	}

	/**
	 * A type that a file defines.
	 */
	record Known(String file, Message definition) {
	}

}
