package io.github.rpcboot.chaos;

import java.io.IOException;
import java.net.Socket;

/**
 * One connection through a {@link FaultProxy}. Bytes of a request that come after bytes
 * of a response begin a new exchange, so that no protocol has to be understood.
 */
final class ProxiedConnection {

	private final Socket client;

	private final Socket backend;

	private final FaultProxy proxy;

	private final int number;

	private int exchange;

	private boolean answering = true;

	private Fault fault = Fault.NONE;

	private long requestBytes;

	private long responseBytes;

	private volatile boolean ended;

	private volatile boolean frozen;

	ProxiedConnection(Socket client, Socket backend, FaultProxy proxy, int number) {
		this.client = client;
		this.backend = backend;
		this.proxy = proxy;
		this.number = number;
	}

	void passRequests() {
		pass(this.client, this.backend, false);
	}

	void passResponses() {
		pass(this.backend, this.client, true);
	}

	/** The end of one direction ends both: no product of the rig half-closes. */
	private void pass(Socket from, Socket to, boolean response) {
		byte[] buffer = new byte[16 * 1024];
		try {
			for (int count = from.getInputStream().read(buffer); count >= 0; count = from.getInputStream()
				.read(buffer)) {
				if (!forward(buffer, count, to, response)) {
					return;
				}
			}
		}
		catch (IOException ex) {
			// One of both sides has gone, or the script has ended the connection.
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		end(false);
	}

	private boolean forward(byte[] buffer, int count, Socket to, boolean response)
			throws IOException, InterruptedException {
		if (this.frozen) {
			return true;
		}
		Passage passage = begin(count, response);
		Fault fault = passage.fault;
		if (fault.response() != response) {
			to.getOutputStream().write(buffer, 0, count);
			return true;
		}
		switch (fault.kind()) {
			case DELAY -> delay(fault, passage);
			case DRIP -> {
				drip(fault, buffer, count, to);
				return true;
			}
			case CUT, RESET, STALL -> {
				return upTo(fault, passage, buffer, count, to);
			}
			default -> {
			}
		}
		to.getOutputStream().write(buffer, 0, count);
		return true;
	}

	private synchronized Passage begin(int count, boolean response) {
		if (!response && this.answering) {
			this.exchange++;
			this.requestBytes = 0;
			this.responseBytes = 0;
			this.fault = this.proxy.faultOf(this.number, this.exchange);
		}
		this.answering = response;
		long before = response ? this.responseBytes : this.requestBytes;
		if (response) {
			this.responseBytes += count;
		}
		else {
			this.requestBytes += count;
		}
		this.proxy.passed(response, before + count);
		return new Passage(this.fault, before);
	}

	private void delay(Fault fault, Passage passage) throws InterruptedException {
		if (passage.before == 0) {
			pause(fault);
		}
	}

	private void pause(Fault fault) throws InterruptedException {
		if (!this.proxy.pause(fault.pause())) {
			end(false);
		}
	}

	private void drip(Fault fault, byte[] buffer, int count, Socket to) throws IOException, InterruptedException {
		for (int at = 0; at < count; at += fault.bytes()) {
			to.getOutputStream().write(buffer, at, Math.min(fault.bytes(), count - at));
			pause(fault);
		}
	}

	private boolean upTo(Fault fault, Passage passage, byte[] buffer, int count, Socket to) throws IOException {
		long allowed = Math.max(0, Math.min(count, fault.atByte() - passage.before));
		boolean met = passage.before + allowed >= fault.atByte();
		// The backend may answer the part that it gets before the connection ends.
		this.frozen |= met && !fault.response();
		to.getOutputStream().write(buffer, 0, (int) allowed);
		if (!met) {
			return true;
		}
		if (fault.kind() == Fault.Kind.STALL) {
			return true;
		}
		end(fault.kind() == Fault.Kind.RESET);
		return false;
	}

	void freeze() {
		this.frozen = true;
	}

	/** Ends both connections; only the caller sees a reset. */
	void end(boolean reset) {
		if (this.ended) {
			return;
		}
		this.ended = true;
		close(this.client, reset);
		close(this.backend, false);
	}

	static void close(Socket socket, boolean reset) {
		try {
			if (reset) {
				socket.setSoLinger(true, 0);
			}
			socket.close();
		}
		catch (IOException ex) {
			// It is closed then.
		}
	}

	private record Passage(Fault fault, long before) {
	}

}
