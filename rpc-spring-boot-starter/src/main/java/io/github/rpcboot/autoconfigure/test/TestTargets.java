package io.github.rpcboot.autoconfigure.test;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.consumer.RemoteReferences;
import io.github.rpcboot.consumer.RemoteTarget;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** Adds to the message about a reference that nothing answers what a test can do. */
final class TestTargets implements RemoteReferences.Targets {

	private static final String UNANSWERED = "Nothing says where";

	private final ConfigurableListableBeanFactory beanFactory;

	TestTargets(ConfigurableListableBeanFactory beanFactory) {
		this.beanFactory = beanFactory;
	}

	@Override
	public RemoteTarget find(String value, Class<?> contract) {
		RemoteReferences.Targets real = this.beanFactory.getBeanProvider(RemoteReferences.Targets.class)
			.stream()
			.filter((targets) -> targets != this)
			.findFirst()
			.orElseThrow();
		try {
			return real.find(value, contract);
		}
		catch (RpcConfigurationException ex) {
			if (!ex.description().startsWith(UNANSWERED)) {
				throw ex;
			}
			RpcConfigurationException told = new RpcConfigurationException(ex.description(),
					ex.action() + " " + ways(value.isEmpty() ? "<application>" : value, contract.getSimpleName()));
			told.addSuppressed(ex);
			throw told;
		}
	}

	private static String ways(String application, String contract) {
		return "In a test, let one of these answer: (1) a fake, which is a bean of type " + contract
				+ " with @RpcFake(\"" + application + "\"), or a mock by @MockitoBean @RemoteReference(\"" + application
				+ "\"); (2) a @RemoteService bean of the test, by @AutoConfigureRpcTest(inProcess = \"" + application
				+ "\"); (3) recorded exchanges, by @RpcRecording(application = \"" + application
				+ "\", file = \"recordings/" + application + ".json\").";
	}

}
