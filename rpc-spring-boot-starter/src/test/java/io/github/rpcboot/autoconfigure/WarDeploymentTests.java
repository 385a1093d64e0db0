package io.github.rpcboot.autoconfigure;

import java.io.File;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Set;

import io.github.rpcboot.RemoteService;
import org.apache.catalina.Context;
import org.apache.catalina.startup.Tomcat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.support.SpringBootServletInitializer;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Import;
import org.springframework.web.SpringServletContainerInitializer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An application that somebody else's servlet container starts, as it does with a war.
 */
class WarDeploymentTests {

	@TempDir
	private Path folder;

	@Test
	void aWarServesItsContractsBelowItsContextPath() throws Exception {
		Tomcat tomcat = new Tomcat();
		tomcat.setBaseDir(this.folder.toString());
		tomcat.setPort(0);
		tomcat.getConnector().setProperty("address", "127.0.0.1");
		Context context = tomcat.addContext("/shop", new File(this.folder.toString()).getAbsolutePath());
		context.setParentClassLoader(getClass().getClassLoader());
		context.addServletContainerInitializer(new SpringServletContainerInitializer(), Set.of(WarInitializer.class));
		tomcat.start();
		try {
			String url = "http://127.0.0.1:" + tomcat.getConnector().getLocalPort() + "/shop/rpc/Hello/sayHello";
			HttpRequest request = HttpRequest.newBuilder(URI.create(url))
				.header("content-type", "application/json")
				.POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"World\"}"))
				.build();
			HttpResponse<String> response = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
			assertThat(response.body()).isEqualTo("{\"result\":\"Hello, World\"}");
		}
		finally {
			tomcat.stop();
			tomcat.destroy();
		}
	}

	/** What the container finds in the war. */
	public static class WarInitializer extends SpringBootServletInitializer {

		@Override
		protected SpringApplicationBuilder configure(SpringApplicationBuilder builder) {
			return builder.sources(WarApplication.class).properties("spring.jmx.enabled=false");
		}

	}

	@SpringBootApplication(excludeName = {
			"org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration",
			"org.springframework.boot.security.autoconfigure.actuate.web.servlet.ManagementWebSecurityAutoConfiguration" })
	@ComponentScan(useDefaultFilters = false)
	@Import(HelloBean.class)
	static class WarApplication {

	}

	interface Hello {

		String sayHello(String name);

	}

	@RemoteService
	static class HelloBean implements Hello {

		@Override
		public String sayHello(String name) {
			return "Hello, " + name;
		}

	}

}
