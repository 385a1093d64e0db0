package io.github.rpcboot.autoconfigure.test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.call.EndpointResolver;
import io.github.rpcboot.call.TransportFactory;
import io.github.rpcboot.consumer.RemoteReferences;
import io.github.rpcboot.provider.MappedServices;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;

/**
 * Points the applications that a test answers to their answers, when all bean definitions
 * are known and before the first setting is read.
 */
final class AnswersRegistrar implements BeanDefinitionRegistryPostProcessor {

	private static final String SOURCE = "rpcTestAnswers";

	private final Answers answers;

	private final Replays replays;

	private final ConfigurableApplicationContext context;

	AnswersRegistrar(Answers answers, Replays replays, ConfigurableApplicationContext context) {
		this.answers = answers;
		this.replays = replays;
		this.context = context;
	}

	@Override
	public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
		// Beans of other registrars may still come.
	}

	/** Where a test has no Spring MVC, beans with REST contracts do no harm. */
	@Override
	public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
		Map<String, List<String>> fakes = fakes(beanFactory);
		if (beanFactory.getBeanNamesForType(MappedServices.class, true, false).length == 0) {
			register((BeanDefinitionRegistry) beanFactory,
					new RootBeanDefinition(MappedServices.class, () -> (contract, bean, type) -> Map.of()));
		}
		if (beanFactory.getBeanNamesForType(RemoteReferences.class, true, false).length == 0) {
			requireNothingToAnswer();
			return;
		}
		Map<String, String> urls = urls(fakes);
		References.in(beanFactory, this.context.getEnvironment()).check(urls.keySet(), this.answers.localServer());
		this.context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(SOURCE, properties(urls)));
		registerBeans(fakes, beanFactory);
	}

	private void registerBeans(Map<String, List<String>> fakes, ConfigurableListableBeanFactory beanFactory) {
		BeanDefinitionRegistry registry = (BeanDefinitionRegistry) beanFactory;
		register(registry, new RootBeanDefinition(TransportFactory.class,
				() -> new TestTransports(fakes, this.answers, beanFactory)));
		if (!this.answers.localServer().isEmpty()) {
			requireServer();
			register(registry, new RootBeanDefinition(EndpointResolver.class,
					() -> new LocalServer(this.answers.localServer(), this.context)));
		}
		RootBeanDefinition targets = new RootBeanDefinition(RemoteReferences.Targets.class,
				() -> new TestTargets(beanFactory));
		targets.setPrimary(true);
		register(registry, targets);
	}

	private static void register(BeanDefinitionRegistry registry, RootBeanDefinition definition) {
		AnsweredContexts.markAsOurs(definition);
		registry.registerBeanDefinition("rpcTest" + definition.getBeanClass().getSimpleName(), definition);
	}

	/** Another part of an application is tested, to whose context fakes do no harm. */
	private void requireNothingToAnswer() {
		if (!this.answers.isEmpty()) {
			throw new RpcConfigurationException(
					"The annotations of this test answer remote calls, and there are none in its context.",
					"Add @AutoConfigureRpcTest to the test class, which brings them into a slice.");
		}
	}

	/**
	 * The names of the fakes by the applications that they stand in for. By definitions,
	 * since to ask for annotated beans makes factories before they can be made.
	 */
	private static Map<String, List<String>> fakes(ConfigurableListableBeanFactory beanFactory) {
		Map<String, List<String>> fakes = new TreeMap<>();
		for (String name : beanFactory.getBeanDefinitionNames()) {
			RpcFake fake = beanFactory.findAnnotationOnBean(name, RpcFake.class, false);
			if (fake != null) {
				fakes.computeIfAbsent(fake.value(), (key) -> new ArrayList<>()).add(name);
				beanFactory.getBeanDefinition(name).setFallback(true);
			}
		}
		return fakes;
	}

	private Map<String, String> urls(Map<String, List<String>> fakes) {
		Map<String, String> urls = new LinkedHashMap<>();
		fakes.forEach((application, names) -> {
			requireOneAnswer(application, Stream.of("the fakes " + names));
			urls.put(application, TestTransports.FAKE);
		});
		Stream
			.of(this.answers.inProcess().stream(), this.answers.localServer().stream(),
					this.answers.recordings().stream().map(Answers.Recording::application))
			.flatMap((names) -> names)
			.forEach((application) -> requireOneAnswer(application, Stream.empty()));
		this.answers.inProcess().forEach((application) -> urls.put(application, TestTransports.IN_PROCESS));
		urls.putAll(this.replays.urls());
		return urls;
	}

	private void requireOneAnswer(String application, Stream<String> fakes) {
		List<String> all = Stream.concat(fakes, this.answers.answering(application)).toList();
		if (all.size() > 1 || all.toString().contains("' and the recording")) {
			throw new RpcConfigurationException(
					"The application '" + application + "' has several answers in this test: "
							+ String.join(" and ", all) + ".",
					"Leave one of them. A test class of its own may have another.");
		}
	}

	private static Map<String, Object> properties(Map<String, String> urls) {
		Map<String, Object> properties = new LinkedHashMap<>();
		urls.forEach((application, url) -> properties.put("rpc.endpoints[" + application + "]", url));
		return properties;
	}

	private void requireServer() {
		if (!(this.context instanceof WebServerApplicationContext)) {
			throw new RpcConfigurationException(
					"localServer = " + this.answers.localServer()
							+ " names the web server of this test, which has none.",
					"Use @SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT), or inProcess instead of"
							+ " localServer.");
		}
	}

}
