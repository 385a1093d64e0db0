package io.github.rpcboot.autoconfigure.rest;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.RunningApplication;
import io.github.rpcboot.protocol.http.HttpDrain;
import io.github.rpcboot.provider.RemoteServices;
import jakarta.validation.constraints.Min;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;

import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.method.HandlerTypePredicate;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.servlet.config.annotation.PathMatchConfigurer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

/** The ways in which a bean can serve a REST-mapped contract. */
class ProvidedContractDetailsTests {

	@Test
	void aControllerKeepsItsMappingAndGetsTheChain() throws IOException {
		try (RunningApplication application = RunningApplication.web(WithController.class,
				"rpc.provider.token=t0ken")) {
			assertThat(application.get("/own/names/5").statusCode()).isEqualTo(401);
			assertThat(application.get("/own/names/5", "authorization", "Bearer t0ken").body()).isEqualTo("name 5");
			assertThat(application.get("/names/5").statusCode()).isEqualTo(404);
			assertThat(application.get("/own/more").body()).isEqualTo("more");
		}
	}

	/** Where another bean needs the mapping, it is made before the beans that it maps. */
	@Test
	void aControllerThatIsKnownByASupertypeIsGuardedToo() throws IOException {
		try (RunningApplication application = RunningApplication.web(WithSupertype.class, "rpc.provider.token=t0ken")) {
			assertThat(application.get("/names/5").statusCode()).isEqualTo(401);
			assertThat(application.get("/names/5", "authorization", "Bearer t0ken").body()).isEqualTo("name 5");
		}
	}

	@Test
	void theRegistryTellsWhereEachMethodIs() {
		try (RunningApplication application = RunningApplication.web(WithController.class)) {
			assertThat(mappings(application)).containsExactly("GET /own/names/{id}", "GET /own/nothing/{millis}");
		}
		try (RunningApplication application = RunningApplication.web(Prefixed.class)) {
			assertThat(mappings(application)).containsExactly("POST /api/stock/{id}", "GET /api/stock/{id}");
		}
	}

	private static List<String> mappings(RunningApplication application) {
		RemoteServices services = application.bean(RemoteServices.class);
		return services.contracts()
			.stream()
			.flatMap((contract) -> contract.methods().stream())
			.map(services::mapping)
			.toList();
	}

	@Test
	void proxiesOfEveryKindServe() throws IOException {
		try (RunningApplication application = RunningApplication.web(Proxied.class)) {
			assertThat(application.get("/names/5").body()).isEqualTo("[name 5]");
			assertThat(application.get("/stock/5").body()).isEqualTo("[5 of it]");
			assertThat(application.get("/lazy/5").body()).isEqualTo("[name 5]");
			assertThat(application.post("/store/a", "5").body()).isEqualTo("6");
		}
	}

	@Test
	void exchangesPrefixesContextPathsAndPlaceholdersAreReadAsForControllers() throws IOException {
		try (RunningApplication application = RunningApplication.web(Prefixed.class, "server.servlet.context-path=/app",
				"stock.path=stock", "rpc.provider.base-path=/calls")) {
			assertThat(application.get("/api/stock/7").body()).isEqualTo("7 of it");
			assertThat(application.post("/api/stock/7", "3").body()).isEqualTo("10");
			assertThat(application.get("/stock/7").statusCode()).isEqualTo(404);
		}
	}

	@Test
	void aBodyThatIsStreamedEndsItsCall() throws IOException {
		try (RunningApplication application = RunningApplication.web(Streaming.class)) {
			for (int i = 0; i < 3; i++) {
				assertThat(application.get("/export").body()).isEqualTo("much");
			}
			await().until(() -> application.bean(RemoteServices.class).inFlight() == 0);
		}
	}

	@Test
	void whatAnotherThreadWritesMayTakeLongerThanTheDeadline() throws IOException {
		try (RunningApplication application = RunningApplication.web(Streaming.class, "rpc.provider.timeout=20ms")) {
			assertThat(application.get("/slow-export").body()).isEqualTo("much");
			assertThat(application.get("/later").body()).isEqualTo("later");
		}
	}

	@Test
	void aMethodWithoutAResultEndsInTimeAndTellsOfADrain() throws IOException {
		try (RunningApplication application = RunningApplication.web(Plain.class)) {
			application.bean(HttpDrain.class).begin();

			HttpResponse<String> inTime = application.get("/nothing/0");
			HttpResponse<String> late = application.get("/nothing/60", "Connect-Timeout-Ms", "20");

			assertThat(inTime.statusCode()).isEqualTo(204);
			assertThat(inTime.headers().firstValue("Rpc-Draining")).hasValue("1");
			assertThat(late.statusCode()).isEqualTo(504);
			assertThat(late.headers().firstValue("Rpc-Draining")).hasValue("1");
		}
	}

	@Test
	void constraintsOfTheContractAreChecked() throws IOException {
		try (RunningApplication application = RunningApplication.web(Prefixed.class, "stock.path=stock")) {
			assertThat(application.get("/api/stock/0").statusCode()).isEqualTo(400);
		}
	}

	@Test
	void adviceOfTheApplicationAnswersAnRpcExceptionFirst() throws IOException {
		try (RunningApplication application = RunningApplication.web(Advised.class)) {
			assertThat(application.get("/names/0").body()).isEqualTo("advice: There is no name 0.");
		}
	}

	@Test
	void aDrainingProviderTellsItsCallers() throws IOException {
		try (RunningApplication application = RunningApplication.web(Plain.class)) {
			assertThat(application.get("/names/5").headers().firstValue("Rpc-Draining")).isEmpty();

			application.bean(HttpDrain.class).begin();

			assertThat(application.get("/names/5").headers().firstValue("Rpc-Draining")).hasValue("1");
			assertThat(application.bean(HttpDrain.class).isNeeded()).isTrue();
		}
	}

	@Test
	void aClientOfTheSameContractBecomesNoEndpoint() throws IOException {
		try (RunningApplication remote = RunningApplication.web(Plain.class);
				RunningApplication application = RunningApplication.web(Client.class,
						"rpc.endpoints.names=" + remote.url())) {
			assertThat(application.bean(Customer.class).names().name(5)).isEqualTo("name 5");
			assertThat(application.get("/names/5").statusCode()).isEqualTo(404);
			RpcException failure = catchThrowableOfType(RpcException.class,
					() -> application.bean(Customer.class).names().name(0));
			assertThat(failure.status()).isEqualTo(RpcStatus.NOT_FOUND);
			assertThat(failure.reason()).isEqualTo("There is no name 0.");
		}
	}

	@Test
	void methodSecurityRefusesAsItDoesForControllers() throws IOException {
		try (RunningApplication application = RunningApplication.secured(Secured.class)) {
			HttpResponse<String> answer = application.get("/names/5");

			assertThat(answer.statusCode()).isEqualTo(403);
			assertThat(answer.body()).doesNotContain("name 5");
		}
	}

	/** By its verb and path only. */
	interface Names {

		@GetMapping("/names/{id}")
		String name(@PathVariable("id") long id);

		@GetMapping("/nothing/{millis}")
		@ResponseStatus(HttpStatus.NO_CONTENT)
		void nothing(@PathVariable("millis") long millis);

	}

	/** In the style of Spring's HTTP service clients. */
	@HttpExchange("/${stock.path:stock}")
	interface Stock {

		@GetExchange("/{id}")
		String count(@PathVariable("id") @Min(1) long id);

		@PostExchange("/{id}")
		int add(@PathVariable("id") int id, @RequestBody int more);

	}

	/** A large answer. */
	interface Export {

		@GetMapping("/export")
		StreamingResponseBody export();

		@GetMapping("/slow-export")
		StreamingResponseBody exportSlowly();

		@GetMapping("/later")
		Callable<String> later();

	}

	@RemoteService
	static class NamesBean implements Names {

		@Override
		public String name(long id) {
			if (id == 0) {
				throw new RpcException(RpcStatus.NOT_FOUND, "There is no name 0.");
			}
			return "name " + id;
		}

		@Override
		public void nothing(long millis) {
			new MappedItemsBean().slow(millis);
		}

	}

	/** Its type arguments are known to the contract only. */
	@RequestMapping("/store")
	interface Numbers extends Store<String, Integer> {

	}

	interface Store<K, V> {

		@PostMapping("/{key}")
		V put(@PathVariable("key") K key, @RequestBody V value);

	}

	static class NumbersBean implements Numbers {

		@Override
		public Integer put(String key, Integer value) {
			return value + 1;
		}

	}

	interface LazyNames {

		@GetMapping("/lazy/{id}")
		String lazy(@PathVariable("id") long id);

	}

	static class LazyNamesBean implements LazyNames {

		@Override
		public String lazy(long id) {
			return "name " + id;
		}

	}

	static class Unrelated {

		public int add(int id, int more) {
			return id + more;
		}

	}

	/** Inherits a method from a class that knows nothing of the contract. */
	static class StockBean extends Unrelated implements Stock {

		@Override
		public String count(long id) {
			return id + " of it";
		}

	}

	@RemoteService
	static class ExportBean implements Export {

		@Override
		public StreamingResponseBody export() {
			return (out) -> out.write("much".getBytes(StandardCharsets.UTF_8));
		}

		@Override
		public StreamingResponseBody exportSlowly() {
			return (out) -> {
				new MappedItemsBean().slow(60);
				out.write("much".getBytes(StandardCharsets.UTF_8));
			};
		}

		@Override
		public Callable<String> later() {
			return () -> {
				new MappedItemsBean().slow(60);
				return "later";
			};
		}

	}

	@RestController
	@RemoteService
	static class Base extends NamesBean {

	}

	static class Sub extends Base {

	}

	@RestController
	@RemoteService
	@RequestMapping("/own")
	static class NamesController extends NamesBean {

		@GetMapping("/more")
		String more() {
			return "more";
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(NamesBean.class)
	static class Plain {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(NamesController.class)
	static class WithController {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Proxied {

		@Bean
		static BeanNameAutoProxyCreator byInterface() {
			return proxies(false, "names", "numbers", "lazyNames");
		}

		@Bean
		static BeanNameAutoProxyCreator byClass() {
			return proxies(true, "stock");
		}

		private static BeanNameAutoProxyCreator proxies(boolean byClass, String... beans) {
			BeanNameAutoProxyCreator proxies = new BeanNameAutoProxyCreator();
			proxies.setBeanNames(beans);
			proxies.setProxyTargetClass(byClass);
			proxies.setInterceptorNames("brackets");
			return proxies;
		}

		@Bean
		static MethodInterceptor brackets() {
			return (invocation) -> {
				Object result = invocation.proceed();
				return (result instanceof String) ? "[" + result + "]" : result;
			};
		}

		@Bean
		@RemoteService
		Names names() {
			return new NamesBean();
		}

		@Bean
		@Lazy
		@RemoteService
		StockBean stock() {
			return new StockBean();
		}

		@Bean
		@Lazy
		@RemoteService
		LazyNamesBean lazyNames() {
			return new LazyNamesBean();
		}

		@Bean
		@RemoteService
		NumbersBean numbers() {
			return new NumbersBean();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class WithSupertype {

		@Bean
		Early early(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mapping) {
			return new Early(mapping);
		}

		@Bean
		@DependsOn("early")
		Base names() {
			return new Sub();
		}

		record Early(RequestMappingHandlerMapping mapping) {
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Prefixed implements WebMvcConfigurer {

		@Override
		public void configurePathMatch(PathMatchConfigurer configurer) {
			configurer.addPathPrefix("/api", HandlerTypePredicate.forAssignableType(StockBean.class));
		}

		@Bean
		@RemoteService
		StockBean stock() {
			return new StockBean();
		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(ExportBean.class)
	static class Streaming {

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import({ NamesBean.class, Advised.Advice.class })
	static class Advised {

		@RestControllerAdvice
		static class Advice {

			@ExceptionHandler
			String advise(RpcException ex) {
				return "advice: " + ex.reason();
			}

		}

	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@Import(Customer.class)
	static class Client {

	}

	record Customer(@RemoteReference("names") Names names) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	@EnableMethodSecurity
	static class Secured {

		@Bean
		SecurityFilterChain open(HttpSecurity http) {
			return http.authorizeHttpRequests((requests) -> requests.anyRequest().permitAll()).build();
		}

		@Bean
		@RemoteService
		Names names() {
			return new Guarded();
		}

		static class Guarded implements Names {

			@Override
			@PreAuthorize("hasRole('CLERK')")
			public String name(long id) {
				return "name " + id;
			}

			@Override
			public void nothing(long millis) {
				throw new UnsupportedOperationException();
			}

		}

	}

}
