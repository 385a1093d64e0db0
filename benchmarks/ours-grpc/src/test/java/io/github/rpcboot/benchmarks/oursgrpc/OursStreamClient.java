package io.github.rpcboot.benchmarks.oursgrpc;

import java.util.stream.Stream;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.benchmarks.streams.Chunk;
import io.github.rpcboot.benchmarks.streams.Endless;
import io.github.rpcboot.benchmarks.streams.StreamClient;
import io.github.rpcboot.benchmarks.streams.Tick;
import io.github.rpcboot.benchmarks.streams.Ticks;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * An application with the starter; nothing is set but where the ticks live. The variant
 * is the scheme of their URL.
 */
public final class OursStreamClient implements StreamClient {

	private Ticks ticks;

	@Override
	public void connect(int port, String variant) {
		this.ticks = new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE)
			.properties("spring.main.banner-mode=off", "logging.level.root=warn", "spring.grpc.server.enabled=false",
					"rpc.endpoints.ticks=" + variant + "://127.0.0.1:" + port)
			.run()
			.getBean(Reader.class)
			.ticks();
	}

	@Override
	public long read(int count) {
		try (Stream<Tick> read = this.ticks.ticks(count)) {
			return read.mapToLong(Tick::number).sum();
		}
	}

	@Override
	public void receive(int size) {
		try (Stream<Chunk> chunks = this.ticks.chunks(size)) {
			chunks.forEach((chunk) -> Endless.took(chunk.text()));
		}
	}

	@Override
	public void send(int size) {
		this.ticks.upload(Endless.offers(size).map(Chunk::new));
	}

	/** The application. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Reader.class)
	static class Application {

	}

	/** A bean that calls. */
	static class Reader {

		private final Ticks ticks;

		Reader(@RemoteReference("ticks") Ticks ticks) {
			this.ticks = ticks;
		}

		Ticks ticks() {
			return this.ticks;
		}

	}

}
