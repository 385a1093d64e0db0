package io.github.rpcboot.discovery;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointSource;
import io.github.rpcboot.call.RpcEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.composite.CompositeDiscoveryClient;
import org.springframework.cloud.client.discovery.simple.InstanceProperties;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryClient;
import org.springframework.cloud.client.discovery.simple.SimpleDiscoveryProperties;

import static io.github.rpcboot.protocol.Timing.timed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

@ExtendWith(OutputCaptureExtension.class)
class CloudRegistryTests {

	private static final Duration REFRESH = Duration.ofSeconds(30);

	private static final Duration HOLD = Duration.ofSeconds(60);

	private final FakeAgenda agenda = new FakeAgenda();

	private final Events events = new Events();

	private final FakeRegistry registry = new FakeRegistry();

	private final CloudRegistry cloud = cloud(this.registry);

	private CloudRegistry cloud(DiscoveryClient... clients) {
		return new CloudRegistry(() -> List.of(clients), REFRESH, HOLD, this.events, this.agenda,
				new Patience(Duration.ZERO));
	}

	private EndpointSource found() {
		EndpointSource source = this.cloud.find("orders");
		assertThat(source).isNotNull();
		this.agenda.run();
		return source;
	}

	private static List<String> texts(EndpointSource source) {
		return source.endpoints().stream().map(Endpoint::toString).toList();
	}

	private static DiscoveryClient simple() {
		return new SimpleDiscoveryClient(new SimpleDiscoveryProperties());
	}

	/** It sorts the list that it is given. */
	private static DiscoveryClient composite(DiscoveryClient... clients) {
		return new CompositeDiscoveryClient(new ArrayList<>(List.of(clients)));
	}

	@Test
	void instancesAreTakenByTheirSchemeHostAndPort() {
		this.registry.instances.add(FakeRegistry.instance("10.0.0.1", 8080, false));
		this.registry.instances.add(FakeRegistry.instance("10.0.0.1", 8443, true));
		this.registry.instances.add(FakeRegistry.instance("10.0.0.1", 8080, false));
		assertThat(texts(found())).containsExactly("http://10.0.0.1:8080", "https://10.0.0.1:8443");
		assertThat(this.registry.asked).containsExactly("orders");
	}

	@Test
	void anInstanceWithoutAUsableUrlIsPassedOverAndSaidOnce(CapturedOutput output) {
		this.registry.instances.add(FakeRegistry.instance("HTTPS://a/shop?x=1"));
		this.registry.instances.add(FakeRegistry.instance("grpc://a:1"));
		this.registry.instances.add(FakeRegistry.instance("http://under_score:1"));
		this.registry.instances.add(FakeRegistry.instance("http://a:0"));
		this.registry.instances.add(FakeRegistry.instance((String) null));
		EndpointSource source = found();
		this.agenda.advance(Duration.ofMinutes(5));
		assertThat(texts(source)).containsExactly("https://a");
		assertThat(output).containsOnlyOnce(
				"An instance in the registry is passed over, since it has no usable HTTP URL: orders at host:1");
	}

	@Test
	void theSimpleAndTheCompositeClientAloneAreNoRegistry() {
		assertThat(cloud().find("orders")).isNull();
		assertThat(cloud(simple()).find("orders")).isNull();
		assertThat(cloud(composite()).find("orders")).isNull();
		assertThat(cloud(composite(simple()), simple()).find("orders")).isNull();
		assertThat(this.agenda.planned()).isZero();
	}

	@Test
	void beforeAnotherClientTheSimpleOneCounts() {
		InstanceProperties instance = new InstanceProperties();
		instance.setUri(URI.create("http://10.0.0.9:80"));
		SimpleDiscoveryProperties properties = new SimpleDiscoveryProperties();
		properties.setInstances(Map.of("orders", List.of(instance)));
		properties.afterPropertiesSet();
		EndpointSource source = cloud(composite(new SimpleDiscoveryClient(properties), this.registry)).find("orders");
		assertThat(source).isNotNull();
		this.agenda.run();
		assertThat(texts(source)).containsExactly("http://10.0.0.9:80");
		assertThat(this.registry.asked).isEmpty();
	}

	@Test
	void aHeartbeatWithANewValueLooksAtOnceAndTheSameValueDoesNot() {
		EndpointSource source = found();
		this.registry.instances.add(FakeRegistry.instance("10.0.0.1", 80, false));
		this.cloud.heartbeat(1);
		this.agenda.run();
		assertThat(source.endpoints()).hasSize(1);
		this.registry.asked.clear();
		this.cloud.heartbeat(1);
		this.agenda.run();
		assertThat(this.registry.asked).isEmpty();
		this.cloud.heartbeat(2);
		this.agenda.run();
		assertThat(this.registry.asked).hasSize(1);
	}

	@Test
	void withoutHeartbeatsTheTimerLooks() {
		this.registry.instances.add(FakeRegistry.instance("10.0.0.1", 80, false));
		EndpointSource source = found();
		this.registry.instances.set(0, FakeRegistry.instance("10.0.0.2", 80, false));
		this.agenda.advance(REFRESH);
		assertThat(texts(source)).containsExactly("http://10.0.0.2:80");
	}

	@Test
	void aRegistryThatIsDownForTenMinutesTakesNothingAway() {
		this.registry.instances.add(FakeRegistry.instance("10.0.0.1", 80, false));
		EndpointSource source = found();
		this.registry.down = true;
		for (int second = 0; second < 600; second++) {
			this.agenda.advance(Duration.ofSeconds(1));
			assertThat(source.endpoints()).hasSize(1);
		}
		this.registry.down = false;
		this.registry.instances.set(0, FakeRegistry.instance("10.0.0.2", 80, false));
		this.agenda.advance(Duration.ofSeconds(1));
		assertThat(texts(source)).containsExactly("http://10.0.0.2:80");
		assertThat(this.events.all).containsExactly("DISCOVERY_FAILED orders", "DISCOVERY_RECOVERED orders");
	}

	@Test
	void anEmptyRegistryIsBelievedAfterAMinute() {
		this.registry.instances.add(FakeRegistry.instance("10.0.0.1", 80, false));
		EndpointSource source = found();
		this.registry.instances.clear();
		this.agenda.advance(REFRESH.plusSeconds(59));
		assertThat(source.endpoints()).hasSize(1);
		this.agenda.advance(Duration.ofSeconds(2));
		assertThat(source.endpoints()).isEmpty();
		assertThat(source.whyEmpty()).isEqualTo("No instance of 'orders' is known: the registry 'Fake' lists none.");
	}

	@Test
	void aCallerIsToldWhyThereIsNoInstance() {
		EndpointSource source = this.cloud.find("orders");
		assertThat(source).isNotNull();
		assertThat(source.whyEmpty())
			.isEqualTo("No instance of 'orders' is known: the registry 'Fake' has not answered yet.");
		this.registry.down = true;
		this.agenda.run();
		assertThat(source.whyEmpty())
			.isEqualTo("No instance of 'orders' is known: the registry 'Fake' cannot be asked at the moment.");
	}

	@Test
	void aRegistryThatDoesNotAnswerDelaysTheStartForAMomentOnly() {
		CountDownLatch answer = new CountDownLatch(1);
		DiscoveryClient hanging = new HangingClient(answer);
		Duration latest = Duration.ofMillis(900);
		List<CloudRegistry> tries = new ArrayList<>();
		AtomicReference<EndpointSource> source = new AtomicReference<>();
		try {
			assertThat(timed(latest, () -> {
				CloudRegistry real = impatient(hanging);
				tries.add(real);
				source.set(real.find("orders"));
			})).isLessThan(latest);
			assertThat(source.get()).isNotNull();
			assertThat(source.get().endpoints()).isEmpty();
			answer.countDown();
			await().until(() -> source.get().endpoints().size() == 1);
		}
		finally {
			tries.forEach(CloudRegistry::close);
		}
	}

	private static CloudRegistry impatient(DiscoveryClient client) {
		return new CloudRegistry(() -> List.of(client), REFRESH, HOLD, RpcEvents.NONE,
				new LookupThreads("hanging-registry-"), new Patience(Duration.ofMillis(100)));
	}

	/**
	 * Answers when it is told to.
	 *
	 * @param answer the moment
	 */
	private record HangingClient(CountDownLatch answer) implements DiscoveryClient {

		@Override
		public String description() {
			return "Hanging";
		}

		@Override
		public List<ServiceInstance> getInstances(String application) {
			try {
				this.answer.await();
			}
			catch (InterruptedException ex) {
				throw new IllegalStateException(ex);
			}
			return List.of(FakeRegistry.instance("10.0.0.1", 80, false));
		}

		@Override
		public List<String> getServices() {
			return List.of();
		}

	}

}
