package io.github.rpcboot.protocol;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

import io.github.rpcboot.autoconfigure.TomcatPresence;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.protocol.http.CallerPresence;
import io.github.rpcboot.protocol.http.HttpDrain;
import io.github.rpcboot.protocol.http.HttpRpcEndpoint;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

import org.springframework.util.FileSystemUtils;

/**
 * A Tomcat on a free loopback port with the servlet below {@code /rpc}.
 */
public final class RpcTomcat implements AutoCloseable {

	private final Tomcat tomcat = new Tomcat();

	private final Path directory;

	private RpcTomcat(TestRpc rpc, RpcServices services, Duration timeout, List<PayloadCodec> codecs, HttpDrain drain,
			CallerPresence presence) {
		try {
			this.directory = Files.createTempDirectory("rpc-tomcat");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.tomcat.setBaseDir(this.directory.toString());
		this.tomcat.setConnector(connector());
		this.tomcat.setSilent(true);
		HttpRpcEndpoint.Settings settings = new HttpRpcEndpoint.Settings(timeout, "rpc.provider.timeout", rpc.limits(),
				false);
		Context context = this.tomcat.addContext("", this.directory.toString());
		Wrapper servlet = Tomcat.addServlet(context, "rpc",
				HttpRpcEndpoint.servlet(services, codecs, rpc.errors(), settings, drain, presence));
		servlet.setAsyncSupported(true);
		context.addServletMappingDecoded("/rpc/*", "rpc");
	}

	public static RpcTomcat start(TestRpc rpc, RpcServices services) {
		return start(rpc, services, Duration.ofSeconds(30));
	}

	public static RpcTomcat start(TestRpc rpc, RpcServices services, Duration timeout) {
		return start(rpc, services, timeout, List.of(rpc.codec()));
	}

	public static RpcTomcat start(TestRpc rpc, RpcServices services, Duration timeout, List<PayloadCodec> codecs) {
		return start(rpc, services, timeout, codecs, HttpDrain.create());
	}

	public static RpcTomcat start(TestRpc rpc, RpcServices services, Duration timeout, HttpDrain drain) {
		return start(rpc, services, timeout, List.of(rpc.codec()), drain);
	}

	private static RpcTomcat start(TestRpc rpc, RpcServices services, Duration timeout, List<PayloadCodec> codecs,
			HttpDrain drain) {
		return start(new RpcTomcat(rpc, services, timeout, codecs, drain, TomcatPresence.create()));
	}

	public static RpcTomcat start(TestRpc rpc, RpcServices services, CallerPresence presence,
			Consumer<Connector> connector) {
		RpcTomcat tomcat = new RpcTomcat(rpc, services, Duration.ofSeconds(30), List.of(rpc.codec()),
				HttpDrain.create(), presence);
		connector.accept(tomcat.tomcat.getConnector());
		return start(tomcat);
	}

	private static RpcTomcat start(RpcTomcat tomcat) {
		try {
			tomcat.tomcat.start();
		}
		catch (LifecycleException ex) {
			throw new IllegalStateException(ex);
		}
		return tomcat;
	}

	private static Connector connector() {
		Connector connector = new Connector();
		connector.setPort(0);
		connector.setProperty("address", "127.0.0.1");
		connector.setProperty("maxThreads", "64");
		return connector;
	}

	public int port() {
		return this.tomcat.getConnector().getLocalPort();
	}

	public Endpoint endpoint() {
		return Endpoint.parse("http://127.0.0.1:" + port(), "the test");
	}

	@Override
	public void close() {
		try {
			this.tomcat.stop();
			this.tomcat.destroy();
			FileSystemUtils.deleteRecursively(this.directory);
		}
		catch (LifecycleException | IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
