package io.github.rpcboot.benchmarks.ours;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

import io.github.rpcboot.benchmarks.speed.PeerServer;

/** The limit: frames of JSON on blocking sockets, a thread per connection. */
public final class RawSpeedServer implements PeerServer {

	@Override
	public int start(String variant) throws IOException {
		ServerSocket server = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
		Thread acceptor = new Thread(() -> accept(server));
		acceptor.setDaemon(true);
		acceptor.start();
		return server.getLocalPort();
	}

	private static void accept(ServerSocket server) {
		while (true) {
			try {
				Socket socket = server.accept();
				socket.setTcpNoDelay(true);
				start(() -> serve(socket));
			}
			catch (IOException ex) {
				return;
			}
		}
	}

	static void start(Runnable task) {
		try {
			Method virtual = Thread.class.getMethod("startVirtualThread", Runnable.class);
			virtual.invoke(null, task);
		}
		catch (ReflectiveOperationException ex) {
			new Thread(task).start();
		}
	}

	private static void serve(Socket socket) {
		RawCodec codec = new RawCodec();
		try (socket) {
			DataInputStream in = new DataInputStream(socket.getInputStream());
			OutputStream out = socket.getOutputStream();
			while (true) {
				byte[] frame = codec.read(in);
				out.write(codec.frame(frame[0], codec.answer(frame[0], frame, 1)));
			}
		}
		catch (IOException ex) {
			// The client has gone.
		}
	}

}
