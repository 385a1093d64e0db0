package io.github.rpcboot.provider;

import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcContext;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.contract.ServiceContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RemoteServicesTests {

	private final Provided provided = new Provided();

	@Test
	void aCallReachesTheBean() {
		assertThat(this.provided.answer("greet", "{'name':'World'}")).isEqualTo("{'result':'Hello, World'}");
		assertThat(this.provided.answer("Greet", "{'name':'World'}")).isEqualTo("{'result':'Hello, World'}");
		assertThat(this.provided.answer("buy", "{'sku':'a'}")).isEqualTo("{}");
	}

	@ParameterizedTest
	@CsvSource({ "Shop,sell", "Shop,toString", "Shop,hashCode", "Shop,getClass", "shop,greet", "Other,greet", "'',''" })
	void whatDoesNotExistIsUnimplemented(String service, String method) {
		RpcFailure failure = this.provided.services()
			.handle(this.provided.call(service, method, "no message at all"))
			.failure();

		assertThat(failure.status()).isEqualTo(RpcStatus.UNIMPLEMENTED);
		assertThat(failure.message()).isEqualTo(
				"There is no method '" + service + "/" + method + "' here. Check the names; they are case-sensitive.");
		assertThat(this.provided.shop.calls).isZero();
	}

	@Test
	void aWrongMessageIsRefusedWithItsPath() {
		RpcFailure failure = this.provided.failure("greet", "{'name':7}");

		assertThat(failure.status()).isEqualTo(RpcStatus.INVALID_ARGUMENT);
		assertThat(failure.message()).isEqualTo("The request has a wrong value at '$.name'.");
		assertThat(this.provided.shop.calls).isZero();
	}

	@Test
	void anInterceptorSeesTheCallBeforeItsBodyIsRead() {
		List<String> seen = new ArrayList<>();
		this.provided.interceptors.add((call, next) -> {
			seen.add(call + " from " + call.peer().address());
			return next.handle(call);
		});

		this.provided.failure("greet", "broken");

		assertThat(seen).containsExactly("Shop/greet from 10.0.0.1");
	}

	@Test
	void anInterceptorThatFailsLeaksNothing() {
		this.provided.interceptors.add(0, (call, next) -> {
			throw new IllegalStateException("s3cret");
		});

		for (String method : List.of("greet", "sell")) {
			RpcFailure failure = this.provided.failure(method, "{}");
			assertThat(failure.status()).isEqualTo(RpcStatus.UNKNOWN);
			assertThat(failure.message()).isEqualTo("The method failed in a way that its contract does not declare. "
					+ "Look for " + Provided.TRACE + " in the log of this provider.");
		}
	}

	@Test
	void theContextIsBoundWhileTheMethodRuns() {
		this.provided.shop.greeting = (name) -> RpcContext.current().method() + " "
				+ RpcContext.current().deadline().remainingMillis() + " " + RpcContext.current().peer().address();

		assertThat(this.provided.answer("greet", "{'name':'x'}")).isEqualTo("{'result':'Shop/greet 3000 10.0.0.1'}");
		assertThat(RpcContext.current()).isNull();
	}

	@Test
	void twoServicesOfOneNameAreRefused() {
		ServiceContract contract = Provided.PARSER.parse(Shop.class);

		RpcConfigurationException refusal = catchThrowableOfType(RpcConfigurationException.class,
				() -> this.provided.services().register(contract, "other", ShopBean.class, ShopBean::new));

		assertThat(refusal.description()).isEqualTo("The beans 'shop' and 'other' both provide the service 'Shop'.");
		assertThat(refusal.action()).isEqualTo(
				"Remove @RemoteService from one of them, or give one contract another " + "name with @RemoteContract.");
	}

	@Test
	void theRegistryTellsWhatItServes() {
		assertThat(this.provided.services().contracts()).extracting(ServiceContract::name).containsExactly("Shop");
		assertThat(this.provided.services().beanName("Shop")).isEqualTo("shop");
		assertThat(this.provided.services().beanName("Other")).isNull();
	}

	@Test
	void aMethodWithVariableArgumentsTakesThemAsAnArray() {
		Joiner joiner = (parts) -> String.join("+", parts);
		RemoteServices services = this.provided.services();
		services.register(Provided.PARSER.parse(Joiner.class), "joiner", joiner.getClass(), () -> joiner);

		RpcReply reply = services.handle(this.provided.call("Joiner", "join", "{'parts':['a','b']}"));

		assertThat(Provided.text(reply)).isEqualTo("{'result':'a+b'}");
	}

	@Test
	void anErrorOfAnInterceptorIsAFailureAsWell() {
		this.provided.interceptors.add((call, next) -> {
			throw new AssertionError("secret");
		});

		RpcFailure failure = this.provided.failure("greet", "{'name':'World'}");

		assertThat(failure.status()).isEqualTo(RpcStatus.UNKNOWN);
		assertThat(failure.message()).doesNotContain("secret");
	}

	interface Joiner {

		String join(String... parts);

	}

}
