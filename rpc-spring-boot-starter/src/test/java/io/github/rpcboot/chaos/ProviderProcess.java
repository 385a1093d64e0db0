package io.github.rpcboot.chaos;

/**
 * The contract of a provider's process.
 * <ul>
 * <li>{@code --port=P --ledger=FILE [--handler-ms=5] [--capacity=N --work-ms=M]
 * [--fail-file=FILE] [--fail-percent=100]}; port 0 takes a free one</li>
 * <li>it prints {@code READY <port>} when it takes calls</li>
 * <li>a call is written to the ledger before its handler does anything else; see
 * {@link ProviderWork}</li>
 * <li>while the fail file exists every HTTP answer is a bare 503; see
 * {@link BareAnswers}</li>
 * <li>SIGTERM ends it by the means of its framework</li>
 * </ul>
 */
public final class ProviderProcess {

	private ProviderProcess() {
	}

	/**
	 * Tells the rig that calls are taken from now on.
	 * @param port the port
	 */
	public static void ready(int port) {
		System.out.println("READY " + port);
		System.out.flush();
	}

}
