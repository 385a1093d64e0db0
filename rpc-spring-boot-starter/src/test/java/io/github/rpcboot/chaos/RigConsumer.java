package io.github.rpcboot.chaos;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.consumer.RemoteReferences;

import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/**
 * Our consumer, by the contract of {@link ConsumerProcess}. Options with a dot are
 * settings of the application. {@code --slow-ms=1000} calls the slow service for writes,
 * {@code --clients=50} makes as many consumers of one instance.
 */
@RigApplication
@Import({ RigConsumer.Client.class, FileRegistry.Config.class })
class RigConsumer {

	public static void main(String[] args) throws Exception {
		ConsumerProcess.run(args, (options) -> new Clients(options, args), BooksWorkload::verdict);
	}

	/**
	 * Each application that is called has connections, a budget and a memory of its own.
	 */
	static SpringApplicationBuilder application(Map<String, String> targets, int deadlineMillis) {
		List<String> settings = new ArrayList<>(List.of("spring.main.banner-mode=off", "spring.jmx.enabled=false",
				"spring.application.name=rig-consumer", "rpc.consumer.timeout=" + deadlineMillis + "ms"));
		targets.forEach((name, addresses) -> {
			settings.add("rpc.consumer.targets." + name + ".token=" + RigProvider.TOKEN);
			String[] instances = addresses.isEmpty() ? new String[0] : addresses.split(",");
			for (int i = 0; i < instances.length; i++) {
				String scheme = instances[i].contains("://") ? "" : "http://";
				settings.add("rpc.endpoints." + name + "[" + i + "]=" + scheme + instances[i]);
			}
		});
		return new SpringApplicationBuilder(RigConsumer.class).web(WebApplicationType.NONE)
			.properties(settings.toArray(String[]::new));
	}

	static String name(int client) {
		return (client == 0) ? "rig" : "rig-" + client;
	}

	static Books books(ConfigurableApplicationContext context, int client) {
		return context.getBean(RemoteReferences.class).get(Books.class, name(client));
	}

	record Client(@RemoteReference("rig") Books.SlowBooks slow) {
	}

	/** One consumer, or a herd that takes turns. */
	private static final class Clients implements Workload {

		private final ConfigurableApplicationContext context;

		private final List<Books> books = new ArrayList<>();

		private final int slowMillis;

		Clients(Options options, String... args) {
			this.slowMillis = options.number("slow-ms", 0);
			int clients = options.number("clients", 1);
			String targets = options.text("registry", "").isEmpty() ? options.text("targets") : "";
			Map<String, String> applications = new LinkedHashMap<>();
			for (int client = 0; client < clients; client++) {
				applications.put(name(client), targets);
			}
			this.context = application(applications, options.number("deadline-ms", 3000)).run(args);
			for (int client = 0; client < clients; client++) {
				this.books.add(books(this.context, client));
			}
		}

		private BooksWorkload client(long id) {
			return new BooksWorkload(this.books.get((int) Math.floorMod(id, (long) this.books.size())));
		}

		@Override
		public void read(long id) {
			client(id).read(id);
		}

		@Override
		public void write(long id) {
			if (this.slowMillis > 0) {
				BooksWorkload.check(id, this.context.getBean(Client.class).slow().slow(id, this.slowMillis));
			}
			else {
				client(id).write(id);
			}
		}

		@Override
		public void close() {
			this.context.close();
		}

	}

}
