package io.github.rpcboot.provider;

import java.io.Serializable;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.call.RemoteClient;
import io.github.rpcboot.contract.MethodContract;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.aop.framework.ProxyFactory;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.context.support.SimpleThreadScope;
import org.springframework.core.Ordered;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

class RemoteServiceScannerTests {

	private static final String HERE = RemoteServiceScannerTests.class.getName();

	private static final AtomicInteger MADE = new AtomicInteger();

	private final Provided provided = new Provided();

	private final RemoteServices services = RemoteServices.create(this.provided.interceptors, this.provided.mappers,
			null);

	private void run(Consumer<AnnotationConfigApplicationContext> check, Class<?>... beans) {
		try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
			ConfigurableListableBeanFactory beanFactory = context.getBeanFactory();
			beanFactory.registerScope("thread", new SimpleThreadScope());
			context.registerBean(RemoteServiceScanner.class,
					() -> new RemoteServiceScanner(beanFactory, Provided.PARSER, () -> this.services, () -> null));
			context.register(beans);
			context.refresh();
			check.accept(context);
		}
	}

	private String hello() {
		MethodContract method = this.services.find("Hello", "sayHello");
		return Provided.text(this.services.handle(this.provided.call(method, "{'name':'World'}")));
	}

	private RpcConfigurationException refusal(Class<?>... beans) {
		RpcConfigurationException refusal = catchThrowableOfType(RpcConfigurationException.class,
				() -> run((context) -> {
				}, beans));
		assertThat(refusal).as("the refusal").isNotNull();
		return refusal;
	}

	@ParameterizedTest
	@ValueSource(classes = { HelloBean.class, ByBeanMethod.class, ManyInterfaces.class, Named.class, Subclass.class,
			Scoped.class })
	void anAnnotatedBeanIsExposed(Class<?> type) {
		run((context) -> assertThat(hello()).isEqualTo("{'result':'Hello, World'}"), type);

		assertThat(this.services.contracts()).hasSize(1);
	}

	@Test
	void aLazyBeanIsNotMadeBeforeItsFirstCall() {
		MADE.set(0);
		run((context) -> {
			assertThat(MADE).hasValue(0);
			assertThat(hello()).isEqualTo("{'result':'Hello, World'}");
			hello();
			assertThat(MADE).hasValue(1);
		}, LazyHello.class);
	}

	@Test
	void aCallGoesThroughTheProxiesOfTheBean() {
		run((context) -> assertThat(hello()).isEqualTo("{'result':'advised Hello, World'}"), HelloBean.class,
				InterfaceProxies.class);
	}

	@Test
	void aCallGoesThroughTheClassProxiesOfTheBean() {
		run((context) -> assertThat(hello()).isEqualTo("{'result':'advised Hello, World'}"), HelloBean.class,
				ClassProxies.class);
	}

	@Test
	void aBeanWithoutContractIsRefused() {
		RpcConfigurationException refusal = refusal(NoInterface.class);

		assertThat(refusal.description()).isEqualTo("The bean 'remoteServiceScannerTests.NoInterface' (" + HERE
				+ "$NoInterface) has @RemoteService and implements no interface that could be its contract.");
		assertThat(refusal.action())
			.isEqualTo("Let it implement the contract: an interface of your own with the methods to expose.");
	}

	@Test
	void aBeanOfSeveralInterfacesIsRefused() {
		RpcConfigurationException refusal = refusal(Several.class);

		assertThat(refusal.description()).isEqualTo("The bean 'remoteServiceScannerTests.Several' (" + HERE
				+ "$Several) has @RemoteService and implements several interfaces: [" + HERE + "$Bye, " + HERE
				+ "$Hello].");
		assertThat(refusal.action())
			.startsWith("Say which one is the contract, for example @RemoteService(contract = ");
	}

	@Test
	void aContractThatTheBeanDoesNotImplementIsRefused() {
		RpcConfigurationException refusal = refusal(WrongContract.class);

		assertThat(refusal.description()).isEqualTo("The bean 'remoteServiceScannerTests.WrongContract' (" + HERE
				+ "$WrongContract) has @RemoteService(contract = Bye.class) and does not implement that interface.");
		assertThat(refusal.action()).isEqualTo("Let it implement " + HERE + "$Bye, or name another contract.");
	}

	@Test
	void aPrototypeIsRefused() {
		RpcConfigurationException refusal = refusal(Prototype.class);

		assertThat(refusal.description()).isEqualTo("The bean 'remoteServiceScannerTests.Prototype' has @RemoteService "
				+ "and is a prototype, so every call would make one.");
		assertThat(refusal.action()).isEqualTo("Make it a singleton.");
	}

	@Test
	void twoBeansOfOneContractAreRefused() {
		assertThat(refusal(HelloBean.class, Named.class).description())
			.startsWith("The beans 'remoteServiceScannerTests.")
			.endsWith("' both provide the service 'Hello'.");
	}

	@Test
	void theClientOfAnotherServiceIsRefused() {
		RpcConfigurationException refusal = refusal(ClientAsService.class);

		assertThat(refusal.description())
			.isEqualTo("The bean 'hello' has @RemoteService and is itself a client of a remote service.");
		assertThat(refusal.action()).isEqualTo("Expose an implementation that calls it instead.");
	}

	interface Hello {

		String sayHello(String name);

	}

	interface Bye {

		String sayBye(String name);

	}

	@RemoteService
	static class HelloBean implements Hello {

		@Override
		public String sayHello(String name) {
			return "Hello, " + name;
		}

	}

	static class Subclass extends HelloBean {

	}

	@RemoteService
	static class ManyInterfaces extends HelloBean
			implements Serializable, Comparable<ManyInterfaces>, Runnable, Ordered {

		@Override
		public int compareTo(ManyInterfaces other) {
			return 0;
		}

		@Override
		public void run() {
		}

		@Override
		public int getOrder() {
			return 0;
		}

	}

	@RemoteService(contract = Hello.class)
	static class Named implements Hello, Bye {

		@Override
		public String sayHello(String name) {
			return "Hello, " + name;
		}

		@Override
		public String sayBye(String name) {
			return "Bye, " + name;
		}

	}

	@RemoteService
	static class Several extends Named {

	}

	@RemoteService(contract = Bye.class)
	static class WrongContract extends HelloBean {

	}

	@RemoteService
	static class NoInterface implements Serializable {

	}

	@Scope("prototype")
	@RemoteService
	static class Prototype extends HelloBean {

	}

	@Scope(scopeName = "thread", proxyMode = ScopedProxyMode.TARGET_CLASS)
	@RemoteService
	static class Scoped extends HelloBean {

	}

	@Lazy
	@RemoteService
	static class LazyHello extends HelloBean {

		LazyHello() {
			MADE.incrementAndGet();
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ByBeanMethod {

		@Bean
		@RemoteService
		Hello hello() {
			return (name) -> "Hello, " + name;
		}

	}

	@Configuration(proxyBeanMethods = false)
	static class ClientAsService {

		@Bean
		@RemoteService
		Hello hello() {
			return (Hello) Proxy.newProxyInstance(Hello.class.getClassLoader(),
					new Class<?>[] { Hello.class, RemoteClient.class }, (proxy, method, arguments) -> null);
		}

	}

	static class InterfaceProxies implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return (bean instanceof Hello) ? proxy(bean, false) : bean;
		}

		static Object proxy(Object bean, boolean ofClass) {
			ProxyFactory factory = new ProxyFactory(bean);
			factory.setProxyTargetClass(ofClass);
			factory.addAdvice((MethodInterceptor) (invocation) -> "advised " + invocation.proceed());
			return factory.getProxy();
		}

	}

	static class ClassProxies implements BeanPostProcessor {

		@Override
		public Object postProcessAfterInitialization(Object bean, String beanName) {
			return (bean instanceof Hello) ? InterfaceProxies.proxy(bean, true) : bean;
		}

	}

}
