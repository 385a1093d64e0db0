package io.github.rpcboot.protocol.grpc;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.rpcboot.call.protobuf.ProtobufSchemas;
import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.contract.schema.ContractSchemas;
import io.github.rpcboot.contract.schema.ServiceSchema;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;

/** The schema of a service, as the reflection of a gRPC server asks for it. */
final class ServiceFile implements ProtoServiceDescriptorSupplier {

	private final FileDescriptor file;

	private final String service;

	private ServiceFile(FileDescriptor file, String service) {
		this.file = file;
		this.service = service;
	}

	/** All at once, since contracts of one package share their types. */
	static Map<ServiceContract, ServiceFile> of(List<ServiceContract> contracts, ContractSchemas schemas) {
		List<ServiceSchema> all = contracts.stream().map(schemas::of).toList();
		List<FileDescriptor> files = ProtobufSchemas.fileDescriptors(all);
		Map<ServiceContract, ServiceFile> known = new HashMap<>();
		for (int i = 0; i < files.size(); i++) {
			known.put(contracts.get(i), new ServiceFile(files.get(i), all.get(i).name()));
		}
		return known;
	}

	@Override
	public FileDescriptor getFileDescriptor() {
		return this.file;
	}

	@Override
	public ServiceDescriptor getServiceDescriptor() {
		return this.file.findServiceByName(this.service);
	}

}
