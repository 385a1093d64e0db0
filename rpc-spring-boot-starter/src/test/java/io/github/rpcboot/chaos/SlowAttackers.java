package io.github.rpcboot.chaos;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Connections that begin a request and never end it: a start, then a byte each second
 * from one half of them, and nothing more from the other.
 */
final class SlowAttackers implements AutoCloseable {

	private final List<Attacker> attackers = new ArrayList<>();

	private final CountDownLatch closed = new CountDownLatch(1);

	SlowAttackers(int port, int count, String start, char more) throws IOException {
		for (int i = 0; i < count; i++) {
			SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
			channel.write(ByteBuffer.wrap(start.getBytes(StandardCharsets.US_ASCII)));
			channel.configureBlocking(false);
			this.attackers.add(new Attacker(channel, i % 2 == 0));
		}
		Thread thread = new Thread(() -> drip(more), "slow-attackers");
		thread.setDaemon(true);
		thread.start();
	}

	private void drip(char more) {
		try {
			while (!this.closed.await(1, TimeUnit.SECONDS)) {
				this.attackers.forEach((attacker) -> attacker.send(more));
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	long open(boolean silent) {
		return this.attackers.stream().filter((one) -> one.silent == silent && one.cutAfter < 0).count();
	}

	/** After how many seconds the last of those that were cut was cut. */
	double lastCut() {
		return this.attackers.stream().mapToDouble((attacker) -> attacker.cutAfter).max().orElse(-1);
	}

	@Override
	public void close() throws IOException {
		this.closed.countDown();
		for (Attacker attacker : this.attackers) {
			attacker.channel.close();
		}
	}

	/** One connection. */
	private static final class Attacker {

		private final SocketChannel channel;

		private final boolean silent;

		private final long began = System.nanoTime();

		private final ByteBuffer answer = ByteBuffer.allocate(512);

		private volatile double cutAfter = -1;

		Attacker(SocketChannel channel, boolean silent) {
			this.channel = channel;
			this.silent = silent;
		}

		void send(char more) {
			if (this.cutAfter >= 0) {
				return;
			}
			try {
				if (!this.silent) {
					this.channel.write(ByteBuffer.wrap(new byte[] { (byte) more }));
				}
				this.answer.clear();
				if (this.channel.read(this.answer) != 0) {
					throw new IOException("The end, or an answer");
				}
			}
			catch (IOException ex) {
				this.cutAfter = (System.nanoTime() - this.began) / 1e9;
			}
		}

	}

}
