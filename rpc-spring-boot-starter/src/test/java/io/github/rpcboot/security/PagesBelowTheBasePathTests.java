package io.github.rpcboot.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

import io.github.rpcboot.autoconfigure.Auto;
import io.github.rpcboot.autoconfigure.RunningApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that provides nothing and has pages of its own where calls would be.
 * Spring Security stands in front with what Boot sets up.
 */
class PagesBelowTheBasePathTests {

	private static final String USER = "Basic "
			+ Base64.getEncoder().encodeToString("user:password".getBytes(StandardCharsets.UTF_8));

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
	void keepTheirCsrfProtection() throws IOException {
		assertThat(application.post("/rpc/mine", "{}", "Authorization", USER).body()).doesNotContain("changed")
			.doesNotContain("The caller may not call");
	}

	@Test
	void keepTheirLoginPage() throws IOException {
		assertThat(application.get("/rpc/page", "Accept", "text/html").statusCode()).isEqualTo(302);
	}

	@Auto
	@Import(Pages.class)
	static class Application {

		@Bean
		UserDetailsService users() {
			return new InMemoryUserDetailsManager(User.withUsername("user").password("{noop}password").build());
		}

	}

	@RestController
	static class Pages {

		@GetMapping("/rpc/page")
		String show() {
			return "page";
		}

		@PostMapping("/rpc/mine")
		String change() {
			return "changed";
		}

	}

}
