package io.github.rpcboot.autoconfigure;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.Channel;
import io.grpc.reflection.v1.ServerReflectionGrpc;
import io.grpc.reflection.v1.ServerReflectionRequest;
import io.grpc.reflection.v1.ServerReflectionResponse;
import io.grpc.reflection.v1.ServiceResponse;
import io.grpc.stub.StreamObserver;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Learns from a server what it serves, with the questions that {@code grpcurl} asks, on
 * one stream.
 */
final class ReflectionClient implements StreamObserver<ServerReflectionResponse>, AutoCloseable {

	private final BlockingQueue<ServerReflectionResponse> answers = new LinkedBlockingQueue<>();

	private final Map<String, FileDescriptorProto> files = new LinkedHashMap<>();

	private final StreamObserver<ServerReflectionRequest> questions;

	ReflectionClient(Channel channel) {
		this.questions = ServerReflectionGrpc.newStub(channel).serverReflectionInfo(this);
	}

	List<String> services() throws InterruptedException {
		return ask((question) -> question.setListServices("*")).getListServicesResponse()
			.getServiceList()
			.stream()
			.map(ServiceResponse::getName)
			.toList();
	}

	/** The file that defines something, with all its imports. */
	FileDescriptor fileContaining(String symbol) throws Exception {
		return linked(read(ask((question) -> question.setFileContainingSymbol(symbol))));
	}

	private FileDescriptor linked(FileDescriptorProto file) throws Exception {
		FileDescriptor[] imports = new FileDescriptor[file.getDependencyCount()];
		for (int i = 0; i < imports.length; i++) {
			imports[i] = fileNamed(file.getDependency(i));
		}
		return FileDescriptor.buildFrom(file, imports);
	}

	FileDescriptor fileNamed(String name) throws Exception {
		FileDescriptorProto known = this.files.get(name);
		return linked((known != null) ? known : read(ask((question) -> question.setFileByFilename(name))));
	}

	/** The first is what was asked for; others may come with it. */
	private FileDescriptorProto read(ServerReflectionResponse answer) throws InvalidProtocolBufferException {
		List<ByteString> files = answer.getFileDescriptorResponse().getFileDescriptorProtoList();
		assertThat(files).as(answer.toString()).isNotEmpty();
		for (ByteString bytes : files) {
			FileDescriptorProto file = FileDescriptorProto.parseFrom(bytes);
			this.files.put(file.getName(), file);
		}
		return FileDescriptorProto.parseFrom(files.get(0));
	}

	ServerReflectionResponse ask(UnaryOperator<ServerReflectionRequest.Builder> question) throws InterruptedException {
		this.questions.onNext(question.apply(ServerReflectionRequest.newBuilder()).build());
		ServerReflectionResponse answer = this.answers.poll(10, TimeUnit.SECONDS);
		assertThat(answer).as("The server answers").isNotNull();
		return answer;
	}

	@Override
	public void onNext(ServerReflectionResponse answer) {
		this.answers.add(answer);
	}

	@Override
	public void onError(Throwable failure) {
		// Nothing answers then.
	}

	@Override
	public void onCompleted() {
	}

	@Override
	public void close() {
		this.questions.onCompleted();
	}

}
