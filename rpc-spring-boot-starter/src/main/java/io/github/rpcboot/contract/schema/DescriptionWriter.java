package io.github.rpcboot.contract.schema;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.github.rpcboot.Idempotency;
import io.github.rpcboot.contract.schema.EnumType.Constant;
import io.github.rpcboot.contract.schema.FieldType.Label;

/**
 * Writes a schema as a {@code .proto} file.
 */
final class DescriptionWriter {

	private static final String TIMESTAMP = "google/protobuf/timestamp.proto";

	private final ServiceSchema schema;

	private final StringBuilder text = new StringBuilder();

	DescriptionWriter(ServiceSchema schema) {
		this.schema = schema;
	}

	String write() {
		line("// Made of the Java interface " + this.schema.contract().type().getName() + ".");
		String defining = this.schema.definingFile();
		if (defining != null) {
			line("// Its service and messages are those of '" + defining + "': compile that file.");
			head();
			line("import public \"" + defining + "\";");
			importTimestamp();
			types();
			return this.text.toString();
		}
		line("// Its numbers are fixed: commit this file, and let ContractDescription update it.");
		head();
		imports();
		line("service " + this.schema.name() + " {");
		this.schema.methods().forEach(this::method);
		line("}");
		types();
		return this.text.toString();
	}

	/** Without the empty requests and responses of a service that stands elsewhere. */
	private void types() {
		this.schema.messages()
			.stream()
			.filter((message) -> this.schema.definingFile() == null || !message.isArguments()
					|| !message.fields().isEmpty())
			.forEach(this::message);
		this.schema.enums().forEach(this::enumeration);
	}

	private void head() {
		line("syntax = \"proto3\";");
		line("");
		if (!this.schema.packageName().isEmpty()) {
			line("package " + this.schema.packageName() + ";");
			line("");
		}
	}

	private void imports() {
		Set<String> files = new TreeSet<>();
		this.schema.generatedMessages().forEach((message) -> files.add(Objects.requireNonNull(message.file())));
		if (usesTimestamp()) {
			files.add(TIMESTAMP);
		}
		files.forEach((file) -> line("import \"" + file + "\";"));
		if (!files.isEmpty()) {
			line("");
		}
	}

	private void importTimestamp() {
		if (usesTimestamp()) {
			line("import \"" + TIMESTAMP + "\";");
		}
	}

	private boolean usesTimestamp() {
		return this.schema.messages()
			.stream()
			.flatMap((message) -> message.fields().stream())
			.anyMatch((field) -> field.value().kind() == ValueKind.TIMESTAMP);
	}

	private void method(MethodSchema method) {
		String head = "  rpc " + method.name() + " (" + reference(method.requestStream(), method.request())
				+ ") returns (" + reference(method.responseStream(), method.response()) + ")";
		Idempotency idempotency = method.contract().idempotency();
		if (idempotency == Idempotency.UNKNOWN) {
			line(head + ";");
			return;
		}
		line(head + " {");
		line("    option idempotency_level = " + idempotency + ";");
		line("  }");
	}

	/** Within a service the name of a method hides that of a message. */
	private String reference(boolean stream, MessageType message) {
		if (message.file() != null) {
			return (stream ? "stream " : "") + message.name();
		}
		boolean hidden = this.schema.methods().stream().anyMatch((method) -> method.name().equals(message.name()));
		return (stream ? "stream " : "") + (hidden ? qualified(message) : message.name());
	}

	private String qualified(MessageType message) {
		return this.schema.packageName().isEmpty() ? "." + message.name()
				: "." + this.schema.packageName() + "." + message.name();
	}

	private void message(MessageType message) {
		line("");
		if (message.fields().isEmpty() && message.reserved().isEmpty()) {
			line("message " + message.name() + " {}");
			return;
		}
		line("message " + message.name() + " {");
		reserved("  ", message.reserved());
		if (message.isOneOf()) {
			line("  oneof value {");
			message.fields().forEach((field) -> field("    ", field));
			line("  }");
		}
		else {
			message.fields().forEach((field) -> field("  ", field));
		}
		line("}");
	}

	private void reserved(String indent, List<Reserved> reserved) {
		if (reserved.isEmpty()) {
			return;
		}
		// The parser pairs names with numbers, so that those without a name come last.
		List<Reserved> named = reserved.stream().filter((gone) -> !gone.name().isEmpty()).toList();
		List<Reserved> nameless = reserved.stream().filter((gone) -> gone.name().isEmpty()).toList();
		named.forEach((gone) -> {
			line(indent + "reserved " + gone.number() + ";");
			line(indent + "reserved \"" + gone.name() + "\";");
		});
		if (!nameless.isEmpty()) {
			line(indent + "reserved "
					+ nameless.stream().map((gone) -> String.valueOf(gone.number())).collect(Collectors.joining(", "))
					+ ";");
		}
	}

	private void field(String indent, FieldType field) {
		String type = switch (field.label()) {
			case PLAIN -> "";
			case OPTIONAL -> "optional ";
			case REPEATED -> "repeated ";
			case MAP -> "map<" + ((field.key() != null) ? field.key().protoName() : "string") + ", ";
		} + field.value().protoName() + ((field.label() == Label.MAP) ? ">" : "");
		String json = field.hasOwnJsonName() ? " [json_name = \"" + quoted(field.jsonName()) + "\"]" : "";
		line(indent + type + " " + field.name() + " = " + field.number() + json + ";");
	}

	private static String quoted(String text) {
		return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
	}

	private void enumeration(EnumType enumeration) {
		line("");
		String indent = enumeration.isNested() ? "  " : "";
		if (enumeration.isNested()) {
			line("message " + enumeration.name() + " {");
		}
		line(indent + "enum " + (enumeration.isNested() ? EnumType.NESTED : enumeration.name()) + " {");
		reserved(indent + "  ", enumeration.reserved());
		for (Constant constant : enumeration.constants()) {
			line(indent + "  " + constant.name() + " = " + constant.number() + ";");
		}
		line(indent + "}");
		if (enumeration.isNested()) {
			line("}");
		}
	}

	private void line(String line) {
		this.text.append(line).append('\n');
	}

}
