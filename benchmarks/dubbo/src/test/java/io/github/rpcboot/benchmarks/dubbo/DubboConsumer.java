package io.github.rpcboot.benchmarks.dubbo;

import java.util.Arrays;
import java.util.stream.Collectors;

import io.github.rpcboot.chaos.ConsumerProcess;
import io.github.rpcboot.chaos.Options;
import io.github.rpcboot.chaos.Verdict;
import io.github.rpcboot.chaos.Workload;
import org.apache.dubbo.config.ReferenceConfig;
import org.apache.dubbo.config.bootstrap.DubboBootstrap;
import org.apache.dubbo.rpc.RpcException;

/**
 * A consumer by the contract of {@link ConsumerProcess}; {@code --retries=0} turns off
 * Dubbo's retries.
 */
final class DubboConsumer {

	private DubboConsumer() {
	}

	public static void main(String[] args) throws Exception {
		ConsumerProcess.run(args, DubboConsumer::open, DubboConsumer::verdict);
		System.exit(0);
	}

	private static Workload open(Options options) {
		ReferenceConfig<Books> reference = new ReferenceConfig<>();
		reference.setInterface(Books.class);
		reference.setUrl(urls(options.text("targets")));
		reference.setTimeout(options.number("deadline-ms", 3000));
		if (options.number("retries", -1) >= 0) {
			reference.setRetries(options.number("retries", -1));
		}
		DubboBootstrap bootstrap = Dubbo.application("books-consumer").reference(reference).start();
		return new Client(bootstrap, reference.get());
	}

	private static String urls(String targets) {
		return Arrays.stream(targets.split(","))
			.map((target) -> "dubbo://" + target.replace("127.0.0.1", Dubbo.LOOPBACK) + "/" + Books.class.getName())
			.collect(Collectors.joining(";"));
	}

	private static Verdict verdict(Throwable failure) {
		String code = (failure instanceof RpcException rpc) ? "RpcException " + rpc.getCode()
				: failure.getClass().getSimpleName();
		return new Verdict(code, true, 0, String.valueOf(failure.getMessage()));
	}

	private record Client(DubboBootstrap bootstrap, Books books) implements Workload {

		@Override
		public void read(long id) {
			check(id, this.books.read(id));
		}

		@Override
		public void write(long id) {
			check(id, this.books.write(id));
		}

		private static void check(long id, long answer) {
			if (id != answer) {
				throw new IllegalStateException("The answer to call " + answer + " came for call " + id);
			}
		}

		@Override
		public void close() {
			this.bootstrap.stop();
		}

	}

}
