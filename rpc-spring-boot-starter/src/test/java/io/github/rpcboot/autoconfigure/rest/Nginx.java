package io.github.rpcboot.autoconfigure.rest;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static org.awaitility.Awaitility.await;

/** The web server nginx, with a configuration of its own, on the loopback address. */
final class Nginx implements AutoCloseable {

	private static final int TRIES = 5;

	private final Process process;

	private final int port;

	private Nginx(Process process, int port) {
		this.process = process;
		this.port = port;
	}

	/** Where it is, or {@code null} if it is not installed. */
	static String executable() {
		return Stream.concat(Stream.of(System.getenv("PATH").split(File.pathSeparator)), Stream.of("/usr/sbin"))
			.map((directory) -> Path.of(directory, "nginx"))
			.filter(Files::isExecutable)
			.map(Path::toString)
			.findFirst()
			.orElse(null);
	}

	/** Starts it with what a server says; another process may take the port first. */
	static Nginx start(Path directory, String server) throws IOException {
		for (int i = 1; i < TRIES; i++) {
			Nginx nginx = tryStart(directory, server);
			if (nginx.isThere()) {
				return nginx;
			}
			nginx.close();
		}
		throw new IllegalStateException("nginx does not start: " + Files.readString(directory.resolve("error.log")));
	}

	private static Nginx tryStart(Path directory, String server) throws IOException {
		int port = freePort();
		Path configuration = directory.resolve("nginx.conf");
		Files.createDirectories(directory.resolve("temp"));
		Files.writeString(configuration, """
				daemon off;
				master_process off;
				pid %1$s/nginx.pid;
				error_log %1$s/error.log;
				events {}
				http {
					access_log off;
					default_type application/json;
					client_body_temp_path %1$s/temp;
					proxy_temp_path %1$s/temp;
					fastcgi_temp_path %1$s/temp;
					uwsgi_temp_path %1$s/temp;
					scgi_temp_path %1$s/temp;
					server {
						listen 127.0.0.1:%2$d;
						root %1$s;
						%3$s
					}
				}
				""".formatted(directory, port, server));
		Process process = new ProcessBuilder(executable(), "-p", directory.toString(), "-c", configuration.toString())
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("out.log").toFile())
			.start();
		return new Nginx(process, port);
	}

	private static int freePort() throws IOException {
		try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			return socket.getLocalPort();
		}
	}

	private boolean isThere() {
		await().until(() -> !this.process.isAlive() || accepts());
		return this.process.isAlive();
	}

	private boolean accepts() {
		try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), this.port)) {
			return socket.isConnected();
		}
		catch (IOException ex) {
			return false;
		}
	}

	String url() {
		return "http://127.0.0.1:" + this.port;
	}

	@Override
	public void close() throws IOException {
		this.process.destroy();
		try {
			if (!this.process.waitFor(5, TimeUnit.SECONDS)) {
				this.process.destroyForcibly().waitFor();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			this.process.destroyForcibly();
		}
	}

}
