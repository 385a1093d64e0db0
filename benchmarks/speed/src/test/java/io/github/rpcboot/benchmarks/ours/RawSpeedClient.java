package io.github.rpcboot.benchmarks.ours;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.ConcurrentLinkedDeque;

import io.github.rpcboot.benchmarks.speed.PeerClient;
import io.github.rpcboot.benchmarks.speed.Shop;

/** The limit: a pool of sockets, one frame each way. */
public final class RawSpeedClient implements PeerClient {

	@Override
	public Shop connect(int port, String variant) {
		return new Pool(port);
	}

	private static final class Pool extends RawShop {

		private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

		private final RawCodec codec = new RawCodec();

		private final int port;

		Pool(int port) {
			this.port = port;
		}

		@Override
		Object call(byte method, Object argument) {
			try {
				Connection found = this.idle.pollFirst();
				Connection connection = (found != null) ? found : new Connection(this.port);
				connection.socket.getOutputStream().write(this.codec.frame(method, this.codec.json(argument)));
				byte[] answer = this.codec.read(connection.in);
				this.idle.addFirst(connection);
				return this.codec.value(answer[0], answer, 1);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

	private static final class Connection {

		private final Socket socket;

		private final DataInputStream in;

		Connection(int port) throws IOException {
			this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
			this.socket.setTcpNoDelay(true);
			this.in = new DataInputStream(this.socket.getInputStream());
		}

	}

}
