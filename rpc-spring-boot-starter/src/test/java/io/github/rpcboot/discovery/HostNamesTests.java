package io.github.rpcboot.discovery;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.EndpointSource;
import io.github.rpcboot.call.RpcEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.rpcboot.protocol.Timing.timed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class HostNamesTests {

	private final FakeAgenda agenda = new FakeAgenda();

	private final Events events = new Events();

	private final Map<String, List<String>> dns = new HashMap<>();

	private final List<String> asked = new ArrayList<>();

	private Predicate<URI> left = (url) -> false;

	private final HostNames names = new HostNames(Duration.ofSeconds(30), this.events, this::resolve,
			(url) -> this.left.test(url), this.agenda, new Patience(Duration.ZERO));

	private InetAddress[] resolve(String host) throws UnknownHostException {
		this.asked.add(host);
		List<String> addresses = this.dns.get(host);
		if (addresses == null) {
			throw new UnknownHostException(host);
		}
		InetAddress[] all = new InetAddress[addresses.size()];
		for (int i = 0; i < all.length; i++) {
			all[i] = InetAddress.getByName(addresses.get(i));
		}
		return all;
	}

	private EndpointSource source(String... urls) {
		EndpointSource source = this.names.resolved("orders", Endpoints.fixed(List.of(urls), "the test"));
		this.agenda.run();
		return source;
	}

	private static List<String> texts(EndpointSource source) {
		return source.endpoints().stream().map(Endpoint::toString).toList();
	}

	@Test
	void everyAddressOfANameIsAnInstance() {
		this.dns.put("orders", List.of("10.0.0.1", "10.0.0.2", "10.0.0.1"));
		EndpointSource source = source("http://orders:8080/shop");
		assertThat(texts(source)).containsExactly("http://orders:8080/shop (10.0.0.1)",
				"http://orders:8080/shop (10.0.0.2)");
		assertThat(source.endpoints()).isSameAs(source.endpoints()).isUnmodifiable();
	}

	@Test
	void aNameThatIsListedWithTwoPortsIsLookedUpOnce() {
		this.dns.put("orders", List.of("10.0.0.1"));
		assertThat(texts(source("http://orders:1", "https://ORDERS:2"))).containsExactly("http://orders:1 (10.0.0.1)",
				"https://ORDERS:2 (10.0.0.1)");
		assertThat(this.asked).containsExactly("orders");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://10.1.2.3:8080", "http://[::1]:8080", "http://localhost:8080",
			"https://LocalHost:8080", "inprocess://orders" })
	void nothingIsLookedUpForAnAddressAndForTheOwnMachine(String url) {
		EndpointSource fixed = Endpoints.fixed(List.of(url), "the test");
		assertThat(this.names.resolved("orders", fixed)).isSameAs(fixed);
		assertThat(this.agenda.planned()).isZero();
	}

	@Test
	void namesThatAProxyLooksUpAreLeftToIt() {
		this.left = (url) -> url.getHost().equals("orders");
		EndpointSource fixed = Endpoints.fixed(List.of("http://orders:8080"), "the test");
		assertThat(this.names.resolved("orders", fixed)).isSameAs(fixed);
		assertThat(this.agenda.planned()).isZero();
	}

	@Test
	void theProxyOfTheJvmCounts() {
		String before = System.setProperty("http.proxyHost", "127.0.0.1");
		try (HostNames real = HostNames.create(Duration.ofSeconds(30), (url) -> false, RpcEvents.NONE)) {
			EndpointSource fixed = Endpoints.fixed(List.of("http://orders.invalid:8080"), "the test");
			assertThat(real.resolved("orders", fixed)).isSameAs(fixed);
		}
		finally {
			System.clearProperty("http.proxyHost");
			if (before != null) {
				System.setProperty("http.proxyHost", before);
			}
		}
	}

	@Test
	void aChangedAnswerIsUsedAfterTheRefreshTime() {
		this.dns.put("orders", List.of("10.0.0.1", "10.0.0.2"));
		EndpointSource source = source("http://orders:8080");
		this.dns.put("orders", List.of("10.0.0.2", "10.0.0.3"));
		this.agenda.advance(Duration.ofSeconds(29));
		assertThat(texts(source)).containsExactly("http://orders:8080 (10.0.0.1)", "http://orders:8080 (10.0.0.2)");
		this.agenda.advance(Duration.ofSeconds(1));
		assertThat(texts(source)).containsExactly("http://orders:8080 (10.0.0.2)", "http://orders:8080 (10.0.0.3)");
	}

	@Test
	void aNameThatIsNotKnownAnyMoreKeepsItsAddresses() {
		this.dns.put("orders", List.of("10.0.0.1"));
		EndpointSource source = source("http://orders:8080");
		this.dns.remove("orders");
		this.agenda.advance(Duration.ofHours(1));
		assertThat(texts(source)).containsExactly("http://orders:8080 (10.0.0.1)");
		this.dns.put("orders", List.of());
		this.agenda.advance(Duration.ofHours(1));
		assertThat(texts(source)).containsExactly("http://orders:8080 (10.0.0.1)");
		assertThat(this.events.all).containsExactly("DISCOVERY_FAILED orders");
		this.dns.put("orders", List.of("10.0.0.9"));
		this.agenda.advance(Duration.ofSeconds(1));
		assertThat(texts(source)).containsExactly("http://orders:8080 (10.0.0.9)");
		assertThat(this.events.all).containsExactly("DISCOVERY_FAILED orders", "DISCOVERY_RECOVERED orders");
	}

	@Test
	void aNameThatWasNeverKnownIsSaid() {
		EndpointSource source = source("http://Ordres:8080");
		assertThat(source.endpoints()).isEmpty();
		assertThat(source.whyEmpty())
			.isEqualTo("The host 'ordres' is not known. Check the name in the configured URL.");
		this.dns.put("ordres", List.of("10.0.0.1"));
		this.agenda.advance(Duration.ofSeconds(1));
		assertThat(source.endpoints()).hasSize(1);
	}

	@Test
	void aNameWithoutAnAnswerYetIsSaid() {
		EndpointSource source = this.names.resolved("orders", Endpoints.fixed(List.of("http://orders"), "the test"));
		assertThat(source.endpoints()).isEmpty();
		assertThat(source.whyEmpty())
			.isEqualTo("The host 'orders' is still being looked up: the name service has not answered yet.");
	}

	@Test
	void anUnknownNameDoesNotTakeTheOthersAway() {
		this.dns.put("b", List.of("10.0.0.1"));
		assertThat(texts(source("http://a", "http://b", "http://127.0.0.1"))).containsExactly("http://b (10.0.0.1)",
				"http://127.0.0.1");
	}

	@Test
	void addressesOfTwoFamiliesAreNotTwoInstances() {
		this.dns.put("orders", List.of("10.0.0.1", "fd00::1", "10.0.0.2"));
		EndpointSource source = source("http://orders");
		assertThat(texts(source)).containsExactly("http://orders (10.0.0.1)", "http://orders (10.0.0.2)");
		this.dns.put("orders", List.of("fd00::1", "10.0.0.1", "10.0.0.2"));
		this.agenda.advance(Duration.ofSeconds(30));
		assertThat(texts(source)).containsExactly("http://orders (10.0.0.1)", "http://orders (10.0.0.2)");
		this.dns.put("orders", List.of("fd00::1"));
		this.agenda.advance(Duration.ofSeconds(30));
		assertThat(texts(source)).containsExactly("http://orders (fd00:0:0:0:0:0:0:1)");
	}

	@Test
	void whileTheNamesOfANewListAreLookedUpTheInstancesBeforeStay() {
		List<Endpoint> listed = new ArrayList<>(List.of(Endpoint.parse("http://10.0.0.1", "the test")));
		EndpointSource source = this.names.resolved("orders", () -> List.copyOf(listed));
		listed.set(0, Endpoint.parse("http://b", "the test"));
		this.dns.put("b", List.of("10.0.0.2"));
		assertThat(texts(source)).containsExactly("http://10.0.0.1");
		this.agenda.run();
		assertThat(texts(source)).containsExactly("http://b (10.0.0.2)");
	}

	@Test
	void aNewNameIsLookedUpBeforeACallAsks() {
		List<Endpoint> listed = new ArrayList<>();
		EndpointSource source = this.names.resolved("orders", () -> List.copyOf(listed));
		assertThat(source.endpoints()).isEmpty();
		assertThat(source.whyEmpty()).isNull();
		listed.add(Endpoint.parse("http://b", "the test"));
		this.dns.put("b", List.of("10.0.0.2"));
		this.agenda.advance(Duration.ofSeconds(1));
		assertThat(this.asked).containsExactly("b");
		assertThat(texts(source)).containsExactly("http://b (10.0.0.2)");
	}

	@Test
	void aNameThatIsNotListedAnyMoreIsNotLookedUpAnyMore() {
		this.dns.put("a", List.of("10.0.0.1"));
		this.dns.put("b", List.of("10.0.0.2"));
		List<Endpoint> listed = new ArrayList<>(List.of(Endpoint.parse("http://a", "the test")));
		EndpointSource source = this.names.resolved("orders", () -> List.copyOf(listed));
		this.agenda.run();
		listed.set(0, Endpoint.parse("http://b", "the test"));
		this.agenda.advance(Duration.ofSeconds(2));
		this.asked.clear();
		this.agenda.advance(Duration.ofMinutes(2));
		assertThat(this.asked).isNotEmpty().containsOnly("b");
		assertThat(texts(source)).containsExactly("http://b (10.0.0.2)");
		listed.clear();
		assertThat(source.endpoints()).isEmpty();
	}

	@Test
	void aSourceOfTheApplicationsOwnThatThrowsKeepsItsLastList() {
		List<Endpoint> listed = new ArrayList<>(List.of(Endpoint.parse("http://10.0.0.1", "the test")));
		EndpointSource source = this.names.resolved("orders", () -> List.of(listed.get(0)));
		listed.clear();
		assertThat(texts(source)).containsExactly("http://10.0.0.1");
		this.agenda.advance(Duration.ofSeconds(10));
		assertThat(this.events.all).containsExactly("DISCOVERY_FAILED orders");
		listed.add(Endpoint.parse("http://10.0.0.2", "the test"));
		assertThat(texts(source)).containsExactly("http://10.0.0.2");
		assertThat(this.events.all).containsExactly("DISCOVERY_FAILED orders", "DISCOVERY_RECOVERED orders");
	}

	@Test
	void anEndpointThatHasItsAddressKeepsIt() throws UnknownHostException {
		Endpoint given = Endpoint.parse("http://orders", "the test").at(InetAddress.getByName("10.0.0.7"));
		EndpointSource source = this.names.resolved("orders", () -> List.of(given));
		assertThat(source.endpoints()).containsExactly(given);
		assertThat(this.asked).isEmpty();
	}

	@Test
	void aSlowNameServiceDelaysTheStartForAMomentAndNoCall() {
		CountDownLatch answer = new CountDownLatch(1);
		Duration latest = Duration.ofMillis(900);
		List<SlowStart> tries = new ArrayList<>();
		try {
			assertThat(timed(latest, () -> tries.add(new SlowStart(answer)))).isBetween(Duration.ofMillis(190), latest);
			SlowStart last = tries.get(tries.size() - 1);
			assertThat(last.one.endpoints()).isEmpty();
			answer.countDown();
			await().until(() -> last.one.endpoints().size() == 2 && last.other.endpoints().size() == 1);
		}
		finally {
			tries.forEach((slow) -> slow.names.close());
		}
		await().until(() -> threadsNamed("slow-dns-").isEmpty());
	}

	private static InetAddress[] hang(CountDownLatch answer) throws UnknownHostException {
		try {
			answer.await();
		}
		catch (InterruptedException ex) {
			throw new UnknownHostException("interrupted");
		}
		return new InetAddress[] { InetAddress.getByName("10.0.0.1") };
	}

	@Test
	void theStartWaitsForNamesThatAreAnsweredSoon() {
		try (HostNames real = new HostNames(Duration.ofSeconds(30), this.events,
				(host) -> new InetAddress[] { InetAddress.getByName("10.0.0.1") }, this.left,
				new LookupThreads("soon-dns-"), new Patience())) {
			assertThat(texts(real.resolved("orders", Endpoints.fixed(List.of("http://orders"), "the test"))))
				.containsExactly("http://orders (10.0.0.1)");
			assertThat(threadsNamed("soon-dns-")).isNotEmpty().allMatch(Thread::isDaemon);
		}
	}

	@Test
	void withoutNamesThereIsNoThread() {
		try (HostNames real = new HostNames(Duration.ofSeconds(30), this.events, InetAddress::getAllByName, this.left,
				new LookupThreads("no-dns-"), new Patience())) {
			real.resolved("orders", Endpoints.fixed(List.of("http://127.0.0.1:1", "http://localhost:1"), "the test"));
			assertThat(threadsNamed("no-dns-")).isEmpty();
		}
	}

	private static List<Thread> threadsNamed(String prefix) {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> thread.getName().startsWith(prefix))
			.toList();
	}

	/** An application that starts while its name service does not answer. */
	private final class SlowStart {

		private final HostNames names;

		private final EndpointSource one;

		private final EndpointSource other;

		SlowStart(CountDownLatch answer) {
			this.names = new HostNames(Duration.ofSeconds(30), HostNamesTests.this.events, (host) -> hang(answer),
					HostNamesTests.this.left, new LookupThreads("slow-dns-"), new Patience(Duration.ofMillis(200)));
			this.one = this.names.resolved("orders", Endpoints.fixed(List.of("http://a", "http://b"), "the test"));
			this.other = this.names.resolved("stock", Endpoints.fixed(List.of("http://c"), "the test"));
		}

	}

}
