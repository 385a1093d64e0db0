package io.github.rpcboot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import io.github.rpcboot.RemoteReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

import org.springframework.context.annotation.Import;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls at the same time: none fails, none gets the answer of another.
 */
class ManyCallsTests {

	@Test
	void theFirstCallsAfterTheStartMayComeAtTheSameTime() throws Exception {
		try (RunningApplication provider = RunningApplication.web(Provider.class);
				RunningApplication consumer = consumer(provider)) {
			call(Executors.newFixedThreadPool(16), 16, consumer);
		}
	}

	@Test
	void aThousandCallsOn64PlatformThreads() throws Exception {
		try (RunningApplication provider = RunningApplication.web(Provider.class);
				RunningApplication consumer = consumer(provider)) {
			call(Executors.newFixedThreadPool(64), 1000, consumer);
		}
	}

	@Test
	@EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "There are no virtual threads before JDK 21.")
	void aThousandCallsOnVirtualThreads() throws Exception {
		try (RunningApplication provider = RunningApplication.web(Provider.class,
				"spring.threads.virtual.enabled=true"); RunningApplication consumer = consumer(provider)) {
			ExecutorService virtual = (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor")
				.invoke(null);
			call(virtual, 1000, consumer);
		}
	}

	private static RunningApplication consumer(RunningApplication provider) {
		return RunningApplication.withoutWeb(Consumer.class, "rpc.endpoints.demo-provider=" + provider.url(),
				"rpc.consumer.timeout=20s");
	}

	private static void call(ExecutorService threads, int count, RunningApplication consumer)
			throws InterruptedException, ExecutionException {
		try {
			Hello hello = consumer.bean(Greeter.class).hello();
			CountDownLatch start = new CountDownLatch(1);
			List<Future<String>> answers = new ArrayList<>();
			for (int i = 0; i < count; i++) {
				String name = "caller " + i;
				answers.add(threads.submit(() -> {
					start.await();
					return hello.sayHello(name);
				}));
			}
			start.countDown();
			for (int i = 0; i < count; i++) {
				assertThat(answers.get(i).get()).isEqualTo("Hello, caller " + i);
			}
		}
		finally {
			threads.shutdownNow();
		}
	}

	@Auto
	@Import(HelloBean.class)
	static class Provider {

	}

	@Auto
	@Import(Greeter.class)
	static class Consumer {

	}

	record Greeter(@RemoteReference("demo-provider") Hello hello) {
	}

}
