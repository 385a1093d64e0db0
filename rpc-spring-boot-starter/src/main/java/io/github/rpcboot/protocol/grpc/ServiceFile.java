package io.github.rpcboot.protocol.grpc;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.call.protobuf.ProtobufSchemas;
import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.contract.schema.ContractSchemas;
import io.github.rpcboot.contract.schema.ServiceSchema;
import io.grpc.protobuf.ProtoServiceDescriptorSupplier;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** The schema of a service, as the reflection of a gRPC server asks for it. */
final class ServiceFile implements ProtoServiceDescriptorSupplier {

	private static final Log logger = LogFactory.getLog(ServiceFile.class);

	private final FileDescriptor file;

	private final String service;

	private ServiceFile(FileDescriptor file, String service) {
		this.file = file;
		this.service = service;
	}

	/**
	 * Contracts of one package share their types, and may have different ones of one
	 * name. On the wire that is nothing, so what does not fit is left out here only.
	 */
	static Map<ServiceContract, ServiceFile> of(List<ServiceContract> contracts, ContractSchemas schemas) {
		List<ServiceSchema> fitting = new ArrayList<>();
		List<FileDescriptor> files = List.of();
		for (ServiceContract contract : contracts) {
			try {
				fitting.add(schemas.of(contract));
				files = ProtobufSchemas.fileDescriptors(fitting);
			}
			catch (RpcConfigurationException ex) {
				fitting.removeIf((schema) -> schema.contract() == contract);
				logger.warn("Server reflection does not list '" + contract + "', which is served all the same: "
						+ ex.description() + " Give it a wire name with a package, such as 'shop.v1.Orders'.");
			}
		}
		Map<ServiceContract, ServiceFile> known = new HashMap<>();
		for (int i = 0; i < files.size(); i++) {
			known.put(fitting.get(i).contract(), new ServiceFile(files.get(i), fitting.get(i).name()));
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
