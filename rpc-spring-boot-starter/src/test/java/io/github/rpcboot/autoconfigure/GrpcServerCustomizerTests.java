package io.github.rpcboot.autoconfigure;

import io.grpc.ForwardingServerBuilder;
import io.grpc.ServerBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.util.MutableHandlerRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** What a server is told before it starts. */
@ExtendWith(OutputCaptureExtension.class)
class GrpcServerCustomizerTests {

	@Test
	void aServerThatIsAServletIsSaidNotToServeOurs(CapturedOutput output) {
		new GrpcServerCustomizer<ServletServerBuilder>(new MutableHandlerRegistry(), 1000)
			.customize(new ServletServerBuilder());
		assertThat(output).contains("Services of @RemoteService are not served over gRPC")
			.contains("Add the dependency 'io.grpc:grpc-netty'")
			.contains("spring.grpc.server.servlet.enabled=false");
	}

	@Test
	void aServerOfItsOwnSaysNothing(CapturedOutput output) {
		new GrpcServerCustomizer<NettyServerBuilder>(new MutableHandlerRegistry(), 1000)
			.customize(NettyServerBuilder.forPort(0));
		assertThat(output).doesNotContain("@RemoteService");
	}

	/** The real one has no artifact in the registries of every machine. */
	private static final class ServletServerBuilder extends ForwardingServerBuilder<ServletServerBuilder> {

		@Override
		protected ServerBuilder<?> delegate() {
			return NettyServerBuilder.forPort(0);
		}

	}

}
