package io.github.rpcboot.benchmarks.ours;

import java.io.IOException;

import io.github.rpcboot.benchmarks.speed.PeerServer;
import io.github.rpcboot.benchmarks.speed.WebApplication;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A bare servlet in the same web application as the default path has. */
public final class BareSpeedServer implements PeerServer {

	@Override
	public int start(String variant) {
		return WebApplication.start(Application.class, "server.tomcat.max-keep-alive-requests=-1");
	}

	/** The application. */
	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		ServletRegistrationBean<BareServlet> bare() {
			return new ServletRegistrationBean<>(new BareServlet(), "/bare/*");
		}

	}

	/** JSON in, JSON out. */
	static final class BareServlet extends HttpServlet {

		private static final long serialVersionUID = 1L;

		private final transient RawCodec codec = new RawCodec();

		@Override
		protected void doPost(HttpServletRequest request, HttpServletResponse response) throws IOException {
			byte[] json = request.getInputStream().readNBytes(request.getContentLength());
			byte[] answer = this.codec.answer(Byte.parseByte(request.getPathInfo().substring(1)), json, 0);
			response.setContentType("application/json");
			response.setContentLength(answer.length);
			response.getOutputStream().write(answer);
		}

	}

}
