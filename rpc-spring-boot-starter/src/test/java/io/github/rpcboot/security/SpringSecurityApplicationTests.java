package io.github.rpcboot.security;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.autoconfigure.Auto;
import io.github.rpcboot.autoconfigure.Hello;
import io.github.rpcboot.autoconfigure.RunningApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application with a login form, basic authentication and CSRF protection, as Spring
 * Security sets them up.
 */
class SpringSecurityApplicationTests {

	private static final String JSON = "application/json";

	private static final String FORM = "application/x-www-form-urlencoded";

	private static final String WORLD = "{\"name\":\"World\"}";

	private static final String[] USER = { "Authorization", basic("user") };

	private static final String[] ADMIN = { "Authorization", basic("admin") };

	private static RunningApplication application;

	@BeforeAll
	static void start() {
		application = RunningApplication.secured(Application.class);
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void aJsonCallNeedsNoCsrfToken() throws IOException {
		HttpResponse<String> answer = call("Hello/sayHello", USER);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("{\"result\":\"Hello, World\"}");
	}

	/** "World" as the member 1. */
	@Test
	void aCallInProtobufNeedsNoneEither() throws IOException {
		HttpResponse<String> answer = application.post("/rpc/Hello/sayHello", "\n\5World", "application/proto", USER);
		assertThat(answer.statusCode()).isEqualTo(200);
		assertThat(answer.body()).isEqualTo("\n\fHello, World");
	}

	@ParameterizedTest
	@ValueSource(strings = { FORM, "text/plain", "multipart/form-data; boundary=x" })
	void whatAFormCanSendNeedsACsrfToken(String contentType) throws IOException {
		HttpResponse<String> answer = application.post("/rpc/Hello/sayHello", WORLD, contentType, USER);
		assertThat(answer.statusCode()).isEqualTo(403);
		assertThat(answer.body())
			.isEqualTo("{\"code\":\"permission_denied\",\"message\":\"The caller may not call this method.\"}");
	}

	@Test
	void aCallWithoutCredentialsIsUnauthenticatedAndNotRedirected() throws IOException {
		HttpResponse<String> answer = call("Hello/sayHello");
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.headers().firstValue("location")).isEmpty();
		assertThat(answer.headers().firstValue("content-type")).contains(JSON);
		assertThat(answer.headers().firstValue("www-authenticate")).isPresent();
		assertThat(answer.body())
			.isEqualTo("{\"code\":\"unauthenticated\",\"message\":\"The call carries no valid credentials.\"}");
	}

	@Test
	void aBrowserThatCallsIsNotRedirectedEither() throws IOException {
		HttpResponse<String> answer = application.get("/rpc/Hello/sayHello", "Accept", "text/html");
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.body()).contains("unauthenticated");
	}

	@Test
	void aServiceThatIsNotThereIsUnauthenticatedToo() throws IOException {
		assertThat(call("Nothing/there").body()).isEqualTo(call("Hello/sayHello").body());
	}

	@Test
	void aCallerWithoutTheRightOfTheFilterIsDenied() throws IOException {
		HttpResponse<String> answer = call("Closed/open", USER);
		assertThat(answer.statusCode()).isEqualTo(403);
		assertThat(answer.headers().firstValue("content-type")).contains(JSON);
		assertThat(answer.body()).contains("\"code\":\"permission_denied\"");
	}

	@Test
	void aCallerWithoutTheRightOfTheMethodIsDenied() throws IOException {
		HttpResponse<String> answer = call("Guarded/sweep", USER);
		assertThat(answer.statusCode()).isEqualTo(403);
		assertThat(answer.body())
			.isEqualTo("{\"code\":\"permission_denied\",\"message\":\"The caller may not call this method.\"}");
	}

	@Test
	void aCallerWithTheRightOfTheMethodIsServed() throws IOException {
		assertThat(call("Guarded/sweep", ADMIN).body()).isEqualTo("{\"result\":\"swept\"}");
	}

	@Test
	void aRefusalOnAnotherThreadStillKnowsTheCaller() throws IOException {
		assertThat(call("Later/sweep", USER).statusCode()).isEqualTo(403);
	}

	@Test
	void anAnonymousCallerOfAGuardedMethodIsUnauthenticated() throws IOException {
		HttpResponse<String> answer = call("Anonymous/sweep");
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.body()).contains("\"code\":\"unauthenticated\"");
	}

	@Test
	void wrongCredentialsAreUnauthenticatedAndNotRedirected() throws IOException {
		String wrong = "Basic " + Base64.getEncoder().encodeToString("user:wrong".getBytes(StandardCharsets.UTF_8));
		HttpResponse<String> answer = call("Hello/sayHello", "Authorization", wrong);
		assertThat(answer.statusCode()).isEqualTo(401);
		assertThat(answer.headers().firstValue("location")).isEmpty();
	}

	@Test
	void aRefusedCallMakesNoSession() throws IOException {
		assertThat(call("Hello/sayHello").headers().firstValue("set-cookie")).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(strings = { "text/html", "image/png" })
	void theRestOfTheApplicationKeepsItsLoginRedirect(String accept) throws IOException {
		HttpResponse<String> answer = application.get("/page", "Accept", accept);
		assertThat(answer.body()).doesNotContain("unauthenticated");
		assertThat(answer.statusCode()).isEqualTo(302);
		assertThat(answer.headers().firstValue("location"))
			.hasValueSatisfying((to) -> assertThat(to).endsWith("/login"));
	}

	@Test
	void theRestOfTheApplicationKeepsItsCsrfProtection() throws IOException {
		assertRefusedByTheApplication(application.post("/page", "{}", JSON, USER));
	}

	@Test
	void aPathThatOnlyBeginsLikeTheBasePathIsTheRestOfTheApplication() throws IOException {
		assertRefusedByTheApplication(application.post("/rpcx", "{}", JSON, USER));
	}

	@Test
	void aContextPathAndABasePathOfTheirOwnAreHonoured() throws IOException {
		try (RunningApplication other = RunningApplication.secured(Application.class,
				"server.servlet.context-path=/shop", "rpc.provider.base-path=/api/calls")) {
			assertThat(other.post("/api/calls/Hello/sayHello", WORLD, USER).statusCode()).isEqualTo(200);
			assertThat(other.post("/api/calls/Hello/sayHello", WORLD).body()).contains("\"code\":\"unauthenticated\"");
			assertThat(other.post("/api/calls/Hello/sayHello", WORLD, FORM, USER).statusCode()).isEqualTo(403);
			assertThat(other.post("/rpc/Hello/sayHello", WORLD, JSON, USER).body()).doesNotContain("permission_denied");
			assertThat(other.get("/page", "Accept", "text/html").statusCode()).isEqualTo(302);
		}
	}

	private static HttpResponse<String> call(String method, String... headers) throws IOException {
		return application.post("/rpc/" + method, WORLD, JSON, headers);
	}

	/** The error page, which needs a login here, answers with 401. */
	private static void assertRefusedByTheApplication(HttpResponse<String> answer) {
		assertThat(answer.statusCode()).isIn(401, 403);
		assertThat(answer.body()).doesNotContain("changed").doesNotContain("The caller may not call");
	}

	private static String basic(String user) {
		return "Basic " + Base64.getEncoder().encodeToString((user + ":password").getBytes(StandardCharsets.UTF_8));
	}

	interface Closed {

		String open(String name);

	}

	interface Guarded {

		String sweep();

	}

	interface Anonymous {

		String sweep();

	}

	interface Later {

		CompletableFuture<String> sweep();

	}

	@RemoteService(contract = Guarded.class)
	static class GuardedBean implements Guarded {

		@Override
		@PreAuthorize("hasRole('ADMIN')")
		public String sweep() {
			return "swept";
		}

	}

	@RemoteService(contract = Anonymous.class)
	static class AnonymousBean implements Anonymous {

		@Override
		@PreAuthorize("hasRole('ADMIN')")
		public String sweep() {
			return "swept";
		}

	}

	@RestController
	static class Page {

		@GetMapping("/page")
		String show() {
			return "page";
		}

		@PostMapping("/page")
		String change() {
			return "changed";
		}

	}

	@Auto
	@EnableMethodSecurity
	@Import({ GuardedBean.class, AnonymousBean.class, Page.class })
	static class Application {

		@Bean
		@RemoteService
		Hello hello() {
			return (name) -> "Hello, " + name;
		}

		@Bean
		@RemoteService
		Closed closed() {
			return (name) -> name;
		}

		@Bean
		@RemoteService
		Later later() {
			return () -> CompletableFuture.supplyAsync(() -> {
				throw new AccessDeniedException("not you");
			});
		}

		@Bean
		SecurityFilterChain chain(HttpSecurity http) {
			return http
				.authorizeHttpRequests((requests) -> requests.requestMatchers("/rpc/Closed/**")
					.hasRole("ADMIN")
					.requestMatchers("/rpc/Anonymous/**")
					.permitAll()
					.anyRequest()
					.authenticated())
				.formLogin(Customizer.withDefaults())
				.httpBasic(Customizer.withDefaults())
				.build();
		}

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(
					User.withUsername("user").password("{noop}password").roles("USER").build(),
					User.withUsername("admin").password("{noop}password").roles("ADMIN").build());
		}

	}

	@Test
	void aPathThatIsSpeltOtherwiseDoesNotPassTheRulesForIt() throws IOException {
		assertThat(call("Hello/SayHello", USER).statusCode()).isEqualTo(501);
	}

}
