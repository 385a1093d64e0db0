package io.github.rpcboot.benchmarks.dubbo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

import io.github.rpcboot.chaos.LedgerFile;
import io.github.rpcboot.chaos.Options;
import org.apache.dubbo.rpc.Filter;
import org.apache.dubbo.rpc.Invocation;
import org.apache.dubbo.rpc.Invoker;
import org.apache.dubbo.rpc.Result;
import org.apache.dubbo.rpc.RpcException;

/**
 * The nearest thing to a bare 503 in the dubbo protocol: the answer to a call is
 * {@code limit exceeded} while a file exists, as it is when {@code executes} is reached.
 */
public class FailFilter implements Filter {

	private static volatile Path file = Path.of("/nonexistent");

	private static volatile int percent = 100;

	private static volatile LedgerFile ledger;

	static void watch(Options options, LedgerFile ledger) {
		FailFilter.file = Path.of(options.text("fail-file", "/nonexistent"));
		FailFilter.percent = options.number("fail-percent", 100);
		FailFilter.ledger = ledger;
	}

	@Override
	public Result invoke(Invoker<?> invoker, Invocation invocation) {
		if (Files.exists(file) && ThreadLocalRandom.current().nextInt(100) < percent) {
			ledger.turnedAway();
			throw new RpcException(RpcException.LIMIT_EXCEEDED_EXCEPTION, "turned away");
		}
		return invoker.invoke(invocation);
	}

}
