package io.github.rpcboot.autoconfigure.test;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.rpcboot.RpcConfigurationException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * The recordings of a context.
 *
 * @param servers one for each application
 */
record Replays(List<ReplayServer> servers) {

	private static final String BEAN = "rpcTestReplays";

	static Replays start(List<Answers.Recording> recordings, Environment environment) {
		Replays replays = new Replays(new ArrayList<>());
		try {
			for (Answers.Recording recording : recordings) {
				String target = target(recording.application(), environment);
				Answerer answerer = (target != null) ? new Recorder(recording, target) : new Player(recording);
				replays.servers.add(new ReplayServer(recording, answerer));
			}
			return replays;
		}
		catch (RuntimeException ex) {
			replays.close();
			throw ex;
		}
	}

	private static @Nullable String target(String application, Environment environment) {
		Map<String, String> targets = Binder.get(environment)
			.bind("rpc.record", Bindable.mapOf(String.class, String.class))
			.orElseGet(Map::of);
		String found = targets.entrySet()
			.stream()
			.filter((entry) -> Answers.canonical(entry.getKey()).equals(Answers.canonical(application)))
			.map(Map.Entry::getValue)
			.findFirst()
			.orElse(null);
		if (found != null && !found.matches("https?://[^/\\s]+(/\\S*)?")) {
			throw new RpcConfigurationException(
					"rpc.record." + application + " is '" + found + "', which is not the URL of an application.",
					"Write it like -Drpc.record." + application + "=http://localhost:8081.");
		}
		return found;
	}

	static @Nullable Replays in(BeanFactory beanFactory) {
		return (beanFactory instanceof ListableBeanFactory && beanFactory.containsBean(BEAN))
				? beanFactory.getBean(BEAN, Replays.class) : null;
	}

	void closeWith(ConfigurableListableBeanFactory beanFactory) {
		beanFactory.registerSingleton(BEAN, this);
		((DefaultListableBeanFactory) beanFactory).registerDisposableBean(BEAN, this::close);
	}

	/** The addresses by the names of the applications. */
	Map<String, String> urls() {
		Map<String, String> urls = new LinkedHashMap<>();
		this.servers.forEach((server) -> urls.put(server.recording().application(), server.url()));
		return urls;
	}

	void forget() {
		this.servers.forEach((server) -> server.answerer().forget());
	}

	void rewind() {
		this.servers.forEach((server) -> server.answerer().rewind());
	}

	/** What could not be answered since this was asked last. */
	List<String> takeProblems() {
		return this.servers.stream().flatMap((server) -> server.takeProblems().stream()).distinct().toList();
	}

	/**
	 * Checks that everything was asked for.
	 * @param all whether also of recordings that do not demand it
	 * @throws AssertionError if something was not
	 */
	void requireAllUsed(boolean all) {
		for (ReplayServer server : this.servers) {
			List<String> unused = server.answerer().unused();
			if ((all || server.recording().allUsed()) && !unused.isEmpty()) {
				throw new AssertionError("Nobody asked for these exchanges of the recording '"
						+ server.recording().file() + "' of '" + server.recording().application() + "': "
						+ String.join("; ", unused)
						+ ". Remove them from the file, or let a test ask for them; run all tests of the class.");
			}
		}
	}

	void close() {
		this.servers.forEach(ReplayServer::close);
	}

}
