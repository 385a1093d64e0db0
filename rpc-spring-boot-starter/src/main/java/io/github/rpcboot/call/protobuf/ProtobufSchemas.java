package io.github.rpcboot.call.protobuf;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.contract.schema.ServiceSchema;

/**
 * The schemas of contracts as descriptors of the protobuf library, for server reflection
 * and for tools that work with descriptors.
 *
 * @since 0.1.0
 */
public final class ProtobufSchemas {

	private ProtobufSchemas() {
	}

	/**
	 * The schema of one contract as a file of its own.
	 * @param schema the schema
	 * @return the same that {@link ServiceSchema#toProto()} says
	 */
	public static FileDescriptorProto fileDescriptorProto(ServiceSchema schema) {
		return new DescriptorMaker(schema, Map.of()).make();
	}

	/**
	 * The schema of one contract as a linked file of its own.
	 * @param schema the schema
	 * @return the descriptors of its service and of all its messages
	 */
	public static FileDescriptor fileDescriptor(ServiceSchema schema) {
		return fileDescriptors(List.of(schema)).get(0);
	}

	/**
	 * The schemas of several contracts as linked files that can be registered together: a
	 * type that contracts of one package share stands in the first file that has it, and
	 * the others import it. Generated messages stand in their own files, which are
	 * imported; a file of theirs that defines the service too is the contract's file.
	 * @param schemas the schemas
	 * @return one file for each schema, in their order
	 * @throws RpcConfigurationException if contracts of one package have different types
	 * of one name
	 */
	public static List<FileDescriptor> fileDescriptors(Collection<ServiceSchema> schemas) {
		List<FileDescriptor> files = new ArrayList<>();
		Map<String, DescriptorMaker.Known> known = new HashMap<>();
		for (ServiceSchema schema : schemas) {
			FileDescriptor whole = GeneratedFiles.defining(schema);
			if (whole != null) {
				files.add(whole);
				continue;
			}
			DescriptorMaker maker = new DescriptorMaker(schema, Map.copyOf(known));
			FileDescriptorProto file = maker.make();
			FileDescriptor linked = link(schema, file, files);
			files.add(linked);
			known.putAll(maker.defined());
		}
		return files;
	}

	private static FileDescriptor link(ServiceSchema schema, FileDescriptorProto file, List<FileDescriptor> files) {
		List<FileDescriptor> imports = new ArrayList<>();
		for (String name : file.getDependencyList()) {
			imports.add(files.stream()
				.filter((other) -> other.getName().equals(name))
				.findFirst()
				.orElseGet(() -> GeneratedFiles.file(schema, name)));
		}
		try {
			return FileDescriptor.buildFrom(file, imports.toArray(FileDescriptor[]::new));
		}
		catch (DescriptorValidationException ex) {
			RpcConfigurationException failure = new RpcConfigurationException("The schema of the contract '"
					+ schema.contract().name() + "' is no valid protobuf: " + ex.getDescription() + ".",
					"Give the types or members that it names other names.");
			failure.initCause(ex);
			throw failure;
		}
	}

}
