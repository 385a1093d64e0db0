package io.github.rpcboot.discovery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.github.rpcboot.call.RpcEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class LookupTests {

	private static final Duration SECOND = Duration.ofSeconds(1);

	private static final Lookup.Question<String> DOWN = (last) -> {
		throw new IllegalStateException("http://user:secret@registry");
	};

	private static final Lookup.Question<String> EMPTY = (last) -> List.of();

	private final FakeAgenda agenda = new FakeAgenda();

	private final Events events = new Events();

	private Lookup.Question<String> question = (last) -> List.of("a", "b");

	private int asked;

	private int changes;

	private final Lookup<String> lookup = lookup(this.events);

	private Lookup<String> lookup(RpcEvents told) {
		LookupReport report = new LookupReport("orders", "the registry 'R'", told);
		return new Lookup<>(this::ask, new KeptAnswer<>(report, Duration.ofSeconds(60)), this.agenda,
				Duration.ofSeconds(30), () -> this.changes++);
	}

	private List<String> ask(List<String> last) throws Exception {
		this.asked++;
		return this.question.ask(last);
	}

	private List<String> answer() {
		return this.lookup.kept().answer();
	}

	private void start() {
		this.lookup.refresh();
		this.agenda.run();
	}

	@Test
	void aGoodAnswerIsAskedForAgainAfterTheRefreshTime() {
		start();
		this.agenda.advance(Duration.ofMillis(29_999));
		assertThat(this.asked).isEqualTo(1);
		this.agenda.advance(Duration.ofMillis(1));
		assertThat(this.asked).isEqualTo(2);
		assertThat(answer()).containsExactly("a", "b");
		assertThat(this.changes).isEqualTo(1);
	}

	@Test
	void aSourceThatIsDownForTenMinutesTakesNothingAway(CapturedOutput output) {
		start();
		this.question = DOWN;
		for (int second = 0; second < 600; second++) {
			this.agenda.advance(SECOND);
			assertThat(answer()).containsExactly("a", "b");
		}
		assertThat(this.asked).isBetween(570, 575);
		assertThat(this.events.all).containsExactly("DISCOVERY_FAILED orders");
		assertThat(output).containsOnlyOnce("The instances of 'orders' cannot be looked up in the registry 'R'"
				+ " (IllegalStateException). The last 2 stay in use.");
		assertThat(output).doesNotContain("secret");
	}

	@Test
	void aSourceThatIsBackIsUsedWithinASecond(CapturedOutput output) {
		start();
		this.question = DOWN;
		this.agenda.advance(Duration.ofMinutes(10));
		this.question = (last) -> List.of("c");
		this.agenda.advance(SECOND);
		assertThat(answer()).containsExactly("c");
		assertThat(this.events.all).containsExactly("DISCOVERY_FAILED orders", "DISCOVERY_RECOVERED orders");
		assertThat(output).containsOnlyOnce("The instances of 'orders' are known from the registry 'R' now: 1.");
	}

	@Test
	void anEmptyAnswerAfterAFullOneIsHeldForAMinute(CapturedOutput output) {
		start();
		this.question = EMPTY;
		this.agenda.advance(Duration.ofSeconds(30 + 59));
		assertThat(answer()).containsExactly("a", "b");
		this.agenda.advance(Duration.ofSeconds(2));
		assertThat(answer()).isEmpty();
		this.agenda.advance(Duration.ofMinutes(10));
		assertThat(this.events.all).containsExactly("DISCOVERY_FAILED orders");
		assertThat(output)
			.containsOnlyOnce("No instance of 'orders' is listed in the registry 'R' any more."
					+ " The last 2 stay in use for 60 s.")
			.containsOnlyOnce("No instance of 'orders' is listed in the registry 'R' for too long:"
					+ " the last ones are not used any more.");
	}

	@Test
	void aFullAnswerEndsTheHold() {
		start();
		this.question = EMPTY;
		this.agenda.advance(Duration.ofSeconds(30 + 59));
		this.question = (last) -> List.of("a", "b");
		this.agenda.advance(SECOND);
		this.question = EMPTY;
		this.agenda.advance(Duration.ofSeconds(30 + 59));
		assertThat(answer()).containsExactly("a", "b");
	}

	@Test
	void anEmptyAnswerAfterAFailureIsHeldAnew() {
		start();
		this.question = EMPTY;
		this.agenda.advance(Duration.ofSeconds(30 + 50));
		this.question = DOWN;
		this.agenda.advance(Duration.ofMinutes(10));
		this.question = EMPTY;
		this.agenda.advance(Duration.ofSeconds(59));
		assertThat(answer()).containsExactly("a", "b");
	}

	@Test
	void aSourceThatComesAndGoesEverySecondChangesNothingAndIsLoggedOnceAMinute(CapturedOutput output) {
		start();
		this.question = (last) -> {
			long second = TimeUnit.NANOSECONDS.toSeconds(this.agenda.nanoTime());
			return (second % 2 == 0) ? List.of("b", "a") : (second % 3 == 0) ? DOWN.ask(last) : List.of();
		};
		List<String> first = answer();
		for (int second = 0; second < 600; second++) {
			this.agenda.advance(SECOND);
			this.lookup.refresh();
			assertThat(answer()).isSameAs(first);
		}
		assertThat(this.changes).isEqualTo(1);
		assertThat(this.asked).isGreaterThan(500);
		assertThat(output.toString().lines().filter((line) -> line.contains("WARN"))).hasSizeBetween(5, 12);
	}

	@Test
	void anAnswerInAnotherOrderIsNoChange() {
		start();
		List<String> first = answer();
		this.question = (last) -> List.of("b", "a");
		this.agenda.advance(Duration.ofSeconds(30));
		assertThat(this.asked).isEqualTo(2);
		assertThat(answer()).isSameAs(first);
	}

	@Test
	void aSourceThatIsDownAtTheStartIsAskedEverySecond(CapturedOutput output) {
		this.question = DOWN;
		start();
		assertThat(this.lookup.isAsked()).isTrue();
		assertThat(this.lookup.kept().state()).isEqualTo(KeptAnswer.State.FAILING);
		this.agenda.advance(Duration.ofSeconds(10));
		assertThat(this.asked).isEqualTo(11);
		assertThat(output).containsOnlyOnce("(IllegalStateException). None is known yet.");
	}

	@Test
	void aRequestToLookAgainWhileItIsAskedIsOneMoreQuestion() {
		this.question = (last) -> {
			if (this.asked == 1) {
				this.lookup.refresh();
				this.lookup.refresh();
			}
			return List.of("a");
		};
		start();
		assertThat(this.asked).isEqualTo(2);
		assertThat(this.agenda.planned()).isEqualTo(1);
	}

	@Test
	void aRequestToLookAgainDoesNotAddToThePlannedOnes() {
		start();
		this.lookup.refresh();
		this.lookup.refresh();
		assertThat(this.agenda.planned()).isEqualTo(1);
		this.agenda.run();
		assertThat(this.asked).isEqualTo(2);
	}

	@Test
	void aMissingClassAndAFailingListenerDoNotEndTheLookUps() {
		Lookup<String> other = lookup((kind, subject, instance) -> {
			throw new IllegalStateException("the listener");
		});
		this.question = (last) -> {
			throw new NoClassDefFoundError("gone");
		};
		other.refresh();
		this.agenda.run();
		this.question = (last) -> List.of("a");
		this.agenda.advance(SECOND);
		assertThat(other.kept().answer()).containsExactly("a");
	}

	@Test
	void afterItsEndNothingIsAsked() {
		start();
		this.lookup.close();
		this.lookup.refresh();
		this.agenda.advance(Duration.ofMinutes(5));
		assertThat(this.asked).isEqualTo(1);
		assertThat(this.agenda.planned()).isZero();
	}

}
