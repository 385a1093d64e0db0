package io.github.rpcboot.autoconfigure;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.ConsumerInterceptor;
import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.MethodContract;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/**
 * Method before service before target before consumer; the failure names the key.
 */
class TimeoutPrecedenceTests {

	private static final String TARGET = "rpc.consumer.targets.shop.";

	private static final List<String> ALL = List.of("rpc.consumer.timeout=9s", TARGET + "timeout=8s",
			TARGET + "services.Orders.timeout=7s", TARGET + "services.Orders.methods.find.timeout=6s");

	@Test
	void withoutAnySettingItIsThreeSeconds() {
		assertOrigin("3 s from rpc.consumer.timeout");
	}

	@Test
	void theConsumersSettingHoldsForAll() {
		assertOrigin("9 s from rpc.consumer.timeout", ALL.get(0));
	}

	@Test
	void theTargetsSettingComesBeforeTheConsumers() {
		assertOrigin("8 s from rpc.consumer.targets.shop.timeout", ALL.get(0), ALL.get(1));
	}

	@Test
	void theServicesSettingComesBeforeTheTargets() {
		assertOrigin("7 s from rpc.consumer.targets.shop.services.Orders.timeout", ALL.get(0), ALL.get(1), ALL.get(2));
	}

	@Test
	void theMethodsSettingComesBeforeTheServices() {
		assertOrigin("6 s from rpc.consumer.targets.shop.services.Orders.methods.find.timeout",
				ALL.toArray(String[]::new));
	}

	@Test
	void theMethodsSettingHoldsForThatMethodOnly() {
		runner(ALL.toArray(String[]::new)).run((context) -> assertThat(failure(() -> orders(context).place("tea")))
			.extracting(RpcException::deadlineOrigin)
			.isEqualTo("7 s from rpc.consumer.targets.shop.services.Orders.timeout"));
	}

	@Test
	void theWholeNameOfAContractMayBeWritten() {
		assertOrigin("5 s from rpc.consumer.targets.shop.services.shop.v2.Orders.timeout",
				TARGET + "services.[shop.v2.Orders].timeout=5s");
	}

	@Test
	void namesOfServicesAndMethodsMayBeWrittenInAnyCase() {
		assertOrigin("5 s from rpc.consumer.targets.shop.services.orders.methods.FIND.timeout",
				TARGET + "services.orders.methods.FIND.timeout=5s");
	}

	@Test
	void theIdleTimeOfStreamsIsTheMethodsOrTheServicesOrTheTargetsOrTheConsumers() {
		String method = TARGET + "services.Orders.methods.find.stream-idle-timeout=6s";
		String service = TARGET + "services.Orders.stream-idle-timeout=7s";
		String target = TARGET + "stream-idle-timeout=8s";
		String consumer = "rpc.consumer.stream-idle-timeout=9s";
		assertThat(streamIdle()).isEqualTo(Duration.ofSeconds(60));
		assertThat(streamIdle(consumer)).isEqualTo(Duration.ofSeconds(9));
		assertThat(streamIdle(consumer, target)).isEqualTo(Duration.ofSeconds(8));
		assertThat(streamIdle(consumer, target, service)).isEqualTo(Duration.ofSeconds(7));
		assertThat(streamIdle(consumer, target, service, method)).isEqualTo(Duration.ofSeconds(6));
	}

	private static Duration streamIdle(String... settings) {
		AtomicReference<Duration> idle = new AtomicReference<>();
		String[] all = Stream.concat(Stream.of(settings), Stream.of("rpc.endpoints.shop=inprocess://local"))
			.toArray(String[]::new);
		Runners.plain().withPropertyValues(all).run((context) -> {
			RpcSettings known = context.getBean(RpcSettings.class);
			MethodSettings methods = new MethodSettings(known.application("shop"), known.properties().consumer(),
					new Fallbacks(context, RpcEvents.all(List.of())));
			MethodContract find = context.getBean(ContractParser.class).parse(Orders.class).method("find");
			idle.set(methods.of(find).streamIdle());
		});
		return idle.get();
	}

	private static void assertOrigin(String origin, String... settings) {
		runner(settings).run((context) -> assertThat(failure(() -> orders(context).find(42)))
			.extracting(RpcException::deadlineOrigin)
			.isEqualTo(origin));
	}

	private static Orders orders(ApplicationContext context) {
		return context.getBean(Client.class).orders();
	}

	private static RpcException failure(ThrowingCallable call) {
		return catchThrowableOfType(RpcException.class, call);
	}

	private static ApplicationContextRunner runner(String... settings) {
		List<String> all = new ArrayList<>(Arrays.asList(settings));
		all.add("rpc.endpoints.shop=inprocess://local");
		return Runners.plain().withUserConfiguration(Consumer.class).withPropertyValues(all.toArray(String[]::new));
	}

	@RemoteContract("shop.v2.Orders")
	interface Orders {

		String find(long id);

		String place(String sku);

	}

	record Client(Orders orders) {
	}

	@Configuration(proxyBeanMethods = false)
	static class Consumer {

		@Bean
		Client client(@RemoteReference("shop") Orders orders) {
			return new Client(orders);
		}

		/** Answers in place of a provider. */
		@Bean
		ConsumerInterceptor refusing() {
			return (call, next) -> {
				throw new RpcException(RpcStatus.ABORTED, "refused");
			};
		}

	}

}
