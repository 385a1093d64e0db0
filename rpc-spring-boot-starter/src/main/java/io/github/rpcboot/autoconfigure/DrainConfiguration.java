package io.github.rpcboot.autoconfigure;

import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.call.RpcEvents;
import io.github.rpcboot.protocol.http.HttpDrain;
import io.github.rpcboot.protocol.http.ServerSockets;
import org.apache.catalina.startup.Tomcat;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.tomcat.TomcatWebServer;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** How a provider with a web server of its own leaves. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnClass(WebServerApplicationContext.class)
@ConditionalOnBooleanProperty(name = "rpc.provider.drain.enabled", matchIfMissing = true)
class DrainConfiguration {

	@Bean
	DrainOnShutdown rpcDrainOnShutdown(ApplicationContext context, RpcSettings settings, HttpDrain drain,
			ObjectProvider<ServerSockets> sockets, ObjectProvider<RegistryDeregistration> deregistration,
			ObjectProvider<RpcEvents> events) {
		DrainOnShutdown.check(settings.properties().provider().drain());
		List<Runnable> deregistrations = new ArrayList<>();
		deregistration.forEach(deregistrations::add);
		return new DrainOnShutdown(context, settings.properties().provider().drain(), drain, sockets.getIfAvailable(),
				deregistrations, RpcEvents.all(events.orderedStream().toList()), DrainOnShutdown::processEnds);
	}

	/** Other servers cannot close their listening sockets alone. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass({ Tomcat.class, TomcatWebServer.class })
	static class TomcatConfiguration {

		@Bean
		@ConditionalOnMissingBean(ServerSockets.class)
		TomcatSockets rpcTomcatSockets(ApplicationContext context) {
			return new TomcatSockets(context);
		}

	}

	/** With a registry of Spring Cloud. */
	@Configuration(proxyBeanMethods = false)
	@ConditionalOnClass(AutoServiceRegistration.class)
	static class RegistryConfiguration {

		@Bean
		RegistryDeregistration rpcRegistryDeregistration(ObjectProvider<AutoServiceRegistration> registrations) {
			return new RegistryDeregistration(registrations);
		}

	}

}
