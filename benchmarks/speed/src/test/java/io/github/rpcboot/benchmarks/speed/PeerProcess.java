package io.github.rpcboot.benchmarks.speed;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The main program of both processes of a product: {@code server|client <class>
 * <variant> <port>}. It is told what to do on its input, and ends when that ends.
 */
public final class PeerProcess {

	private PeerProcess() {
	}

	/**
	 * Runs a process.
	 * @param args see above
	 * @throws Exception if it cannot start
	 */
	public static void main(String[] args) throws Exception {
		Object peer = Class.forName(args[1]).getDeclaredConstructor().newInstance();
		Shop shop = null;
		if (args[0].equals("server")) {
			System.out.println(Child.READY + ((PeerServer) peer).start(args[2]));
		}
		else {
			shop = ((PeerClient) peer).connect(Integer.parseInt(args[3]), args[2]);
			System.out.println(Child.READY);
		}
		try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
			for (String line = in.readLine(); line != null; line = in.readLine()) {
				System.out.println(Child.ANSWER + answer(line.split(" "), shop));
			}
		}
		System.exit(0);
	}

	private static String answer(String[] words, Shop shop) throws Exception {
		return switch (words[0]) {
			case "cpu" -> Long.toString(Usage.cpuNanos());
			case "compiled" -> Long.toString(Usage.compilationMillis());
			case "heap" -> Long.toString(Usage.heapAfterFullCollection());
			case "measure" -> new Callers(shop, Operation.of(words[1]))
				.run(Integer.parseInt(words[2]), words[3].equals("virtual"), Long.parseLong(words[4]))
				.line();
			default -> throw new IllegalArgumentException(String.join(" ", words));
		};
	}

}
