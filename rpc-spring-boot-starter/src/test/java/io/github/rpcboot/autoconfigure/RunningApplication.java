package io.github.rpcboot.autoconfigure;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A real application, on a free port of the loopback address if it is a web application.
 */
public final class RunningApplication implements AutoCloseable {

	private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();

	private static final String SECURITY = "org.springframework.boot.security.autoconfigure.";

	/** They stand on the class path of the tests. */
	private static final List<String> SECURITY_AUTO_CONFIGURATIONS = List.of(SECURITY + "SecurityAutoConfiguration",
			SECURITY + "UserDetailsServiceAutoConfiguration", SECURITY + "web.servlet.SecurityFilterAutoConfiguration",
			SECURITY + "web.servlet.ServletWebSecurityAutoConfiguration",
			SECURITY + "actuate.web.servlet.ManagementWebSecurityAutoConfiguration");

	private final ConfigurableApplicationContext context;

	private RunningApplication(ConfigurableApplicationContext context) {
		this.context = context;
	}

	/**
	 * Starts a web application without Spring Security.
	 * @param configuration its configuration class
	 * @param properties its settings
	 * @return the application
	 */
	public static RunningApplication web(Class<?> configuration, String... properties) {
		return start(WebApplicationType.SERVLET, configuration, withoutSecurity(properties));
	}

	/**
	 * Starts a web application with Spring Security.
	 * @param configuration its configuration class
	 * @param properties its settings
	 * @return the application
	 */
	public static RunningApplication secured(Class<?> configuration, String... properties) {
		return start(WebApplicationType.SERVLET, configuration, properties);
	}

	static RunningApplication withoutWeb(Class<?> configuration, String... properties) {
		return start(WebApplicationType.NONE, configuration, withoutSecurity(properties));
	}

	/**
	 * Adds the exclusion of Spring Security to settings.
	 * @param properties the settings
	 * @return all of them
	 */
	public static String[] withoutSecurity(String... properties) {
		List<String> all = new ArrayList<>(Arrays.asList(properties));
		all.add("spring.autoconfigure.exclude=" + String.join(",", SECURITY_AUTO_CONFIGURATIONS));
		return all.toArray(String[]::new);
	}

	private static RunningApplication start(WebApplicationType type, Class<?> configuration, String... properties) {
		return new RunningApplication(builder(type, configuration).properties(properties).run());
	}

	static SpringApplicationBuilder builder(WebApplicationType type, Class<?> configuration) {
		return new SpringApplicationBuilder(configuration).web(type)
			.registerShutdownHook(false)
			.properties("server.port=0", "server.address=127.0.0.1", "spring.main.banner-mode=off",
					"spring.jmx.enabled=false", "logging.level.root=warn");
	}

	/**
	 * Where the application lives.
	 * @return its URL with the context path, without a slash at the end
	 */
	public String url() {
		String path = this.context.getEnvironment().getProperty("server.servlet.context-path", "");
		return "http://127.0.0.1:" + this.context.getEnvironment().getRequiredProperty("local.server.port") + path;
	}

	/**
	 * A bean of the application.
	 * @param type its type
	 * @param <T> its type
	 * @return the bean
	 */
	public <T> T bean(Class<T> type) {
		return this.context.getBean(type);
	}

	ConfigurableApplicationContext context() {
		return this.context;
	}

	/**
	 * Posts JSON.
	 * @param path the path below the application's URL
	 * @param json the body
	 * @param headers names and values in turn
	 * @return the answer
	 * @throws IOException if there is none
	 */
	public HttpResponse<String> post(String path, String json, String... headers) throws IOException {
		return post(path, json, "application/json", headers);
	}

	/**
	 * Posts.
	 * @param path the path below the application's URL
	 * @param body the body
	 * @param contentType its type
	 * @param headers names and values in turn
	 * @return the answer
	 * @throws IOException if there is none
	 */
	public HttpResponse<String> post(String path, String body, String contentType, String[] headers)
			throws IOException {
		return send(request(path, headers).header("content-type", contentType)
			.POST(HttpRequest.BodyPublishers.ofString(body)));
	}

	/**
	 * Gets.
	 * @param path the path below the application's URL
	 * @param headers names and values in turn
	 * @return the answer
	 * @throws IOException if there is none
	 */
	public HttpResponse<String> get(String path, String... headers) throws IOException {
		return send(request(path, headers).GET());
	}

	private HttpRequest.Builder request(String path, String... headers) {
		HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url() + path)).timeout(Duration.ofSeconds(10));
		return (headers.length > 0) ? request.headers(headers) : request;
	}

	private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException {
		try {
			return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IOException(ex);
		}
	}

	@Override
	public void close() {
		this.context.close();
	}

}
