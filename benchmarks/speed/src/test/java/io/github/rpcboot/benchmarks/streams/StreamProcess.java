package io.github.rpcboot.benchmarks.streams;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.benchmarks.speed.Child;
import io.github.rpcboot.benchmarks.speed.PeerServer;
import io.github.rpcboot.benchmarks.speed.Usage;

/**
 * The main program of both processes of a variant: {@code server|client <class> <variant>
 * <port>}. It is told what to do on its input, and ends when that ends.
 */
public final class StreamProcess {

	static final String FAILED = "failed ";

	private static final int PATIENCE_SECONDS = 30;

	/** Reads or sends chunks while this process is asked how far that is. */
	private final ExecutorService background = Executors.newSingleThreadExecutor((task) -> {
		Thread thread = new Thread(task, "chunks");
		thread.setDaemon(true);
		return thread;
	});

	private final StreamClient client;

	private Future<?> running;

	private StreamProcess(StreamClient client) {
		this.client = client;
	}

	/**
	 * Runs a process.
	 * @param args see above
	 * @throws Exception if it cannot start
	 */
	public static void main(String[] args) throws Exception {
		Object peer = Class.forName(args[1]).getDeclaredConstructor().newInstance();
		StreamClient client = null;
		if (args[0].equals("server")) {
			System.out.println(Child.READY + ((PeerServer) peer).start(args[2]));
		}
		else {
			client = (StreamClient) peer;
			client.connect(Integer.parseInt(args[3]), args[2]);
			System.out.println(Child.READY);
		}
		StreamProcess process = new StreamProcess(client);
		try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				System.out.println(Child.ANSWER + process.obey(line.split(" ")));
			}
		}
		System.exit(0);
	}

	private String obey(String[] words) {
		try {
			return answer(words);
		}
		catch (Exception ex) {
			ex.printStackTrace();
			return FAILED + ex.toString().replaceAll("\\R", " ");
		}
	}

	private String answer(String[] words) throws Exception {
		switch (words[0]) {
			case "cpu":
				return Long.toString(Usage.cpuNanos());
			case "memory":
				return Memory.now().line();
			case "read":
				return read(Integer.parseInt(words[1]));
			case "begin":
				Endless.begin(Long.parseLong(words[1]), Boolean.parseBoolean(words[2]));
				return "";
			case "receive", "send":
				this.running = this.background.submit(() -> chunks(words[0], Integer.parseInt(words[1])));
				return "";
			case "finish":
				this.running.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
				return "";
			case "taken":
				Endless.awaitTaken();
				return "";
			case "quiet":
				return Long.toString(Endless.awaitQuiet());
			default:
				throw new IllegalArgumentException(String.join(" ", words));
		}
	}

	private Void chunks(String what, int size) throws Exception {
		try {
			if (what.equals("send")) {
				this.client.send(size);
			}
			else {
				this.client.receive(size);
			}
			return null;
		}
		catch (Exception ex) {
			ex.printStackTrace();
			throw ex;
		}
	}

	/** How long it took, and this process's CPU. */
	private String read(int count) throws Exception {
		long cpu = Usage.cpuNanos();
		long began = System.nanoTime();
		long sum = this.client.read(count);
		long nanos = System.nanoTime() - began;
		if (sum != (long) count * (count - 1) / 2) {
			throw new IllegalStateException("The ticks are not those that were sent: " + sum);
		}
		return nanos + " " + (Usage.cpuNanos() - cpu);
	}

}
