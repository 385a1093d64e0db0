package io.github.rpcboot.chaos;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * Our provider, by the contract of {@link ProviderProcess}. Options with a dot, such as
 * {@code --rpc.provider.max-in-flight=10}, are settings of the application.
 */
@RigApplication
@Import({ BooksBean.class, BooksBean.Slow.class, ProviderBeans.class })
class RigProvider {

	static final String TOKEN = "rig-token-5f1d9c";

	public static void main(String[] args) {
		ProviderProcess.ready(port(application(args).run(args)));
	}

	static SpringApplicationBuilder application(String... args) {
		return new SpringApplicationBuilder(RigProvider.class).properties("server.address=127.0.0.1",
				"server.port=" + Options.of(args).number("port", 0), "spring.main.banner-mode=off",
				"spring.jmx.enabled=false", "spring.application.name=rig", "rpc.provider.token=" + TOKEN);
	}

	static int port(ConfigurableApplicationContext context) {
		return Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
	}

}
