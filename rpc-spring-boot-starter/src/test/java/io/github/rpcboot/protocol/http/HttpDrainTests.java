package io.github.rpcboot.protocol.http;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.call.RpcEvents;
import jakarta.servlet.ServletConnection;
import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

class HttpDrainTests {

	private long now;

	private Runnable meanwhile = () -> {
	};

	private final HttpDrain drain = new HttpDrain(() -> this.now, (nanos) -> {
		this.now += nanos;
		this.meanwhile.run();
	});

	private final List<String> steps = new ArrayList<>();

	private final RpcEvents events = (kind, subject, instance) -> this.steps.add(kind + " " + millis());

	private boolean unconnected;

	private final ServerSockets sockets = new ServerSockets() {

		@Override
		public void closeListening() {
			HttpDrainTests.this.steps.add("closed " + millis());
		}

		@Override
		public boolean isUnconnected() {
			return HttpDrainTests.this.unconnected;
		}

	};

	private long millis() {
		return TimeUnit.NANOSECONDS.toMillis(this.now);
	}

	private void run(ServerSockets sockets) {
		this.drain.run(Duration.ofSeconds(2), Duration.ofSeconds(5), sockets, this.events);
	}

	private static MockHttpServletRequest request(String connection, String protocol) {
		MockHttpServletRequest request = new MockHttpServletRequest() {

			@Override
			public ServletConnection getServletConnection() {
				return new Connection(connection, protocol);
			}

		};
		request.setProtocol(protocol);
		return request;
	}

	private MockHttpServletResponse call(String connection, String protocol) {
		MockHttpServletRequest request = request(connection, protocol);
		MockHttpServletResponse response = new MockHttpServletResponse();
		Runnable end = this.drain.begin(request);
		this.drain.mark(request, response);
		end.run();
		return response;
	}

	@Test
	void nobodyIsToldAnythingBefore() {
		assertThat(call("1", "HTTP/1.1").getHeaderNames()).isEmpty();
	}

	@Test
	void itIsNeededForAMinuteAfterTheLastCall() {
		assertThat(this.drain.isNeeded()).isFalse();
		call("1", "HTTP/1.1");
		this.now += Duration.ofSeconds(60).toNanos() - 1;
		assertThat(this.drain.isNeeded()).isTrue();
		this.now++;
		assertThat(this.drain.isNeeded()).isFalse();
	}

	@Test
	void itIsNeededWhileACallRuns() {
		this.drain.begin(request("1", "HTTP/1.1"));
		this.now += Duration.ofSeconds(600).toNanos();
		assertThat(this.drain.isNeeded()).isTrue();
	}

	@Test
	void withCallsBothWindowsTakeTheirTime() {
		this.meanwhile = () -> call("1", "HTTP/2.0");
		call("1", "HTTP/2.0");

		run(this.sockets);

		assertThat(this.steps).containsExactly("DRAIN_STARTED 0", "closed 2000", "DRAIN_CLOSED 2000",
				"DRAIN_ENDED 7000");
	}

	@Test
	void callersAreToldFirstAndTheirConnectionsEndedThen() {
		List<String> told = new ArrayList<>();
		this.meanwhile = () -> {
			if (!told.toString().contains("close")) {
				MockHttpServletResponse answer = call("1", "HTTP/1.1");
				told.add(millis() + " " + answer.getHeader("Rpc-Draining") + " " + answer.getHeader("Connection"));
			}
		};
		call("1", "HTTP/1.1");

		run(this.sockets);

		assertThat(told).hasSize(101).contains("20 1 null", "2000 1 null").endsWith("2020 1 close");
		assertThat(this.steps).endsWith("DRAIN_ENDED 2320");
	}

	@Test
	void answersOfHttp2CarryNoConnectionHeader() {
		run(this.sockets);

		MockHttpServletResponse answer = call("1", "HTTP/2.0");

		assertThat(answer.getHeader("Rpc-Draining")).isEqualTo("1");
		assertThat(answer.getHeader("Connection")).isNull();
	}

	@Test
	void windowsEndWhenNoConnectionIsOpen() {
		call("1", "HTTP/1.1");
		this.now += Duration.ofMillis(4200).toNanos();

		run(this.sockets);

		assertThat(this.steps).containsExactly("DRAIN_STARTED 4200", "closed 4500", "DRAIN_CLOSED 4500",
				"DRAIN_ENDED 4800");
	}

	@Test
	void theServerMayKnowEarlier() {
		call("1", "HTTP/1.1");
		this.unconnected = true;

		run(this.sockets);

		assertThat(this.steps).containsExactly("DRAIN_STARTED 0", "closed 1000", "DRAIN_CLOSED 1000",
				"DRAIN_ENDED 1300");
	}

	@Test
	void aServerThatCannotCloseItsListeningSocketsEndsConnectionsAtOnce() {
		call("1", "HTTP/1.1");
		List<String> told = new ArrayList<>();
		this.meanwhile = () -> {
			if (told.isEmpty()) {
				told.add(call("1", "HTTP/1.1").getHeader("Connection"));
			}
		};

		run(null);

		assertThat(told).containsExactly("close");
		assertThat(this.steps).containsExactly("DRAIN_STARTED 0", "DRAIN_ENDED 1020");
	}

	@Test
	void anInterruptionEndsIt() {
		call("1", "HTTP/1.1");
		Thread.currentThread().interrupt();

		run(this.sockets);

		assertThat(Thread.interrupted()).isTrue();
		assertThat(this.steps).endsWith("DRAIN_ENDED 0");
	}

	private record Connection(String id, String protocol) implements ServletConnection {

		@Override
		public String getConnectionId() {
			return this.id;
		}

		@Override
		public String getProtocol() {
			return this.protocol;
		}

		@Override
		public String getProtocolConnectionId() {
			return "";
		}

		@Override
		public boolean isSecure() {
			return false;
		}

	}

}
