package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;

/**
 * The connections of the default path and nothing else: no deadline, no look at what has
 * become stale, no choice, no chain. What the promises cost is measured against it.
 */
public final class BareEngine {

	private static final List<String> HEADERS = List.of("content-type", "application/json");

	private static final int LIMIT = 4 * 1024 * 1024;

	private final ConcurrentLinkedDeque<SocketConnection> idle = new ConcurrentLinkedDeque<>();

	private final int port;

	/**
	 * Makes an engine.
	 * @param port the port of the server
	 */
	public BareEngine(int port) {
		this.port = port;
	}

	/**
	 * Prepares what all requests for a path begin with.
	 * @param path the path
	 * @return a place to post to
	 */
	public Place place(String path) {
		URI url = URI.create("http://127.0.0.1:" + this.port + path);
		return new Place(url, RequestHead.begin(HttpEngine.POST, url));
	}

	/**
	 * Sends a request.
	 * @param place where to
	 * @param body JSON
	 * @return JSON
	 */
	public byte[] post(Place place, byte[] body) {
		try {
			SocketConnection found = this.idle.pollFirst();
			SocketConnection connection = (found != null) ? found : open();
			HttpEngine.Request request = new HttpEngine.Request(place.url, null, HEADERS, body, LIMIT, false);
			connection.prepare(place.begin, request);
			connection.write(request);
			HttpEngine.Answer answer = connection.read(request);
			if (answer.status() != 200) {
				throw new IOException("HTTP " + answer.status());
			}
			this.idle.addFirst(connection);
			return answer.body();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (HttpEngine.Failed ex) {
			throw new IllegalStateException(ex);
		}
	}

	private SocketConnection open() throws IOException {
		SocketChannel channel = SocketChannel.open();
		SocketConnection.connect(channel, InetAddress.getLoopbackAddress(), this.port, 1000);
		return new SocketConnection(channel, null, Long.MAX_VALUE);
	}

	/** A place to post to. */
	public static final class Place {

		private final URI url;

		private final byte[] begin;

		private Place(URI url, byte[] begin) {
			this.url = url;
			this.begin = begin;
		}

	}

}
