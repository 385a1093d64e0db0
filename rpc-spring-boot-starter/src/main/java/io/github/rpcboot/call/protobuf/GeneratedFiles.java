package io.github.rpcboot.call.protobuf;

import java.util.Objects;
import java.util.Optional;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import com.google.protobuf.Internal;
import com.google.protobuf.Message;
import com.google.protobuf.MessageLite;
import com.google.protobuf.TimestampProto;
import io.github.rpcboot.contract.schema.MessageType;
import io.github.rpcboot.contract.schema.ServiceSchema;
import org.jspecify.annotations.Nullable;

/** The files that the classes of generated messages come from. */
final class GeneratedFiles {

	private GeneratedFiles() {
	}

	@SuppressWarnings("unchecked")
	static Message message(MessageType type) {
		return (Message) Internal.getDefaultInstance((Class<? extends MessageLite>) type.javaType());
	}

	private static FileDescriptor file(MessageType type) {
		return message(type).getDescriptorForType().getFile();
	}

	static FileDescriptor file(ServiceSchema schema, String name) {
		return schema.generatedMessages()
			.stream()
			.filter((type) -> name.equals(type.file()))
			.findFirst()
			.map(GeneratedFiles::file)
			.orElseGet(TimestampProto::getDescriptor);
	}

	/**
	 * The file that has the messages of a contract and its service too, which must not be
	 * defined twice.
	 */
	static @Nullable FileDescriptor defining(ServiceSchema schema) {
		Optional<FileDescriptor> file = schema.generatedMessages()
			.stream()
			.map(GeneratedFiles::file)
			.filter((candidate) -> defines(candidate, schema))
			.findFirst();
		return file.orElse(null);
	}

	private static boolean defines(FileDescriptor file, ServiceSchema schema) {
		ServiceDescriptor service = file.getPackage().equals(schema.packageName())
				? file.findServiceByName(schema.name()) : null;
		return service != null && Objects.equals(service.getFullName(), schema.contract().name());
	}

}
