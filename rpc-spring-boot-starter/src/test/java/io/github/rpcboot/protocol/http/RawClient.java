package io.github.rpcboot.protocol.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * Sends requests as bytes, so that nothing is added or put right.
 */
final class RawClient {

	static final String JSON = "Content-Type: application/json\r\n";

	private final int port;

	RawClient(int port) {
		this.port = port;
	}

	Response post(String path, String headers, String body) {
		return post(path, headers, body.getBytes(StandardCharsets.UTF_8));
	}

	Response post(String path, String headers, byte[] body) {
		return send("POST " + path, headers + "Content-Length: " + body.length + "\r\n", body);
	}

	Response get(String path, String headers) {
		return send("GET " + path, headers, new byte[0]);
	}

	Response send(String verbAndPath, String headers, byte[] body) {
		try (Socket socket = open()) {
			OutputStream out = socket.getOutputStream();
			out.write(head(verbAndPath, headers));
			out.write(body);
			out.flush();
			return read(socket);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	Socket open() throws IOException {
		Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), this.port);
		socket.setSoTimeout(10_000);
		return socket;
	}

	static byte[] head(String verbAndPath, String headers) {
		return (verbAndPath + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + headers + "\r\n")
			.getBytes(StandardCharsets.UTF_8);
	}

	static Response read(Socket socket) throws IOException {
		InputStream in = socket.getInputStream();
		StringBuilder head = new StringBuilder();
		while (head.indexOf("\r\n\r\n") < 0) {
			int value = in.read();
			if (value < 0) {
				throw new IOException("No whole head: " + head);
			}
			head.append((char) value);
		}
		List<String> lines = head.toString().strip().lines().toList();
		Response bare = new Response(Integer.parseInt(lines.get(0).substring(9, 12)), lines.subList(1, lines.size()),
				new byte[0]);
		String length = bare.header("Content-Length");
		byte[] body = (length != null) ? in.readNBytes(Integer.parseInt(length)) : in.readAllBytes();
		return new Response(bare.status(), bare.headers(), body);
	}

	record Response(int status, List<String> headers, byte[] body) {

		String text() {
			return new String(this.body, StandardCharsets.UTF_8);
		}

		String unzipped() {
			try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(this.body))) {
				return new String(in.readAllBytes(), StandardCharsets.UTF_8);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		String header(String name) {
			return HeaderLines.first(this.headers, name);
		}

		List<String> all(String name) {
			return HeaderLines.all(this.headers, name);
		}

	}

}
