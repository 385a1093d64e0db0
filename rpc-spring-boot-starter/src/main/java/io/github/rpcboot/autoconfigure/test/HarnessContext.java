package io.github.rpcboot.autoconfigure.test;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcConfigurationException;

import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.web.server.context.ServerPortInfoApplicationContextInitializer;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.AnnotatedBeanDefinitionReader;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.env.MapPropertySource;
import org.springframework.util.ReflectionUtils;

/** The small application of an {@link RpcHarness}, wired by the auto-configurations. */
final class HarnessContext {

	private HarnessContext() {
	}

	static GenericApplicationContext start(RpcHarness.Kind kind, Map<Class<?>, Object> services,
			Map<String, Object> properties, Answers answers) {
		boolean web = kind == RpcHarness.Kind.SERVER;
		GenericApplicationContext context = web ? new AnnotationConfigServletWebServerApplicationContext()
				: new AnnotationConfigApplicationContext();
		Map<String, Object> all = new HashMap<>(Map.of("server.port", "0", "server.address", "127.0.0.1"));
		all.putAll(properties);
		context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("rpcHarness", all));
		new ServerPortInfoApplicationContextInitializer().initialize(context);
		new AnnotatedBeanDefinitionReader(context, context.getEnvironment())
			.register(web ? ServerConfiguration.class : PlainConfiguration.class);
		String factory = (kind == RpcHarness.Kind.FAKE) ? "fake" : "service";
		services.forEach((contract, service) -> context.registerBeanDefinition(contract.getName(),
				definition(factory, contract, only(contract, service))));
		try {
			AnsweredContexts.apply(answers, context);
			context.refresh();
			return context;
		}
		catch (RuntimeException ex) {
			context.close();
			throw mistake(ex);
		}
	}

	/** There is nobody to print a report, so the mistake itself is thrown. */
	private static RuntimeException mistake(RuntimeException ex) {
		return (NestedExceptionUtils.getMostSpecificCause(ex) instanceof RpcConfigurationException mistake) ? mistake
				: ex;
	}

	/** The annotations of the methods below say what the bean is. */
	private static RootBeanDefinition definition(String factory, Class<?> contract, Object service) {
		Method method = ReflectionUtils.findMethod(HarnessContext.class, factory, Object.class);
		RootBeanDefinition definition = new RootBeanDefinition(HarnessContext.class);
		definition.setResolvedFactoryMethod(method);
		definition.setTargetType(contract);
		definition.getConstructorArgumentValues().addIndexedArgumentValue(0, service);
		return definition;
	}

	@RemoteService
	static Object service(Object service) {
		return service;
	}

	@RpcFake(RpcHarness.APPLICATION)
	static Object fake(Object fake) {
		return fake;
	}

	/** Whatever else the object may be, it is the contract that answers. */
	private static Object only(Class<?> contract, Object service) {
		return Proxy.newProxyInstance(contract.getClassLoader(), new Class<?>[] { contract },
				(proxy, method, arguments) -> {
					if (method.getDeclaringClass() == Object.class && method.getName().equals("equals")) {
						return proxy == arguments[0];
					}
					try {
						method.setAccessible(true);
						return method.invoke(service, arguments);
					}
					catch (InvocationTargetException ex) {
						throw (ex.getCause() != null) ? ex.getCause() : ex;
					}
				});
	}

	/** Without a web server. */
	@Configuration(proxyBeanMethods = false)
	@AutoConfigureRpcTest
	static class PlainConfiguration {

	}

	/** With a web server. */
	@Configuration(proxyBeanMethods = false)
	@AutoConfigureRpcTest
	@HarnessServer
	static class ServerConfiguration {

	}

}
