package io.github.rpcboot.migration.dubbo.behaviour;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;

import io.github.rpcboot.migration.dubbo.contract.Order;
import io.github.rpcboot.migration.dubbo.contract.OutOfStock;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** What must hold before, while both run, and after. */
public abstract class CheckoutBehaviour {

	/**
	 * The consumer under test.
	 * @return a bean of the running application
	 */
	protected abstract Checkout checkout();

	@Test
	void aBeanArrivesWithItsAmountsAndDays() {
		Order order = checkout().find(7);
		assertThat(order.getId()).isEqualTo(7);
		assertThat(order.getBuyer()).isEqualTo("Ada");
		assertThat(order.getTotal()).isEqualTo(new BigDecimal("13.50"));
		assertThat(order.getDay()).isEqualTo(LocalDate.of(2026, 11, 23));
	}

	@Test
	void anOrderThatIsNotThereIsNull() {
		assertThat(checkout().find(99)).isNull();
	}

	@Test
	void aListArrives() {
		assertThat(checkout().list("Bob")).extracting(Order::getBuyer).containsExactly("Bob", "Bob");
	}

	@Test
	void whatIsSentBesideTheArgumentsArrives() throws OutOfStock {
		assertThat(checkout().place("Ada", "tea", 1).getBuyer()).isEqualTo("Ada of blue");
	}

	@Test
	void aDeclaredExceptionArrivesAsItself() {
		assertThatExceptionOfType(OutOfStock.class).isThrownBy(() -> checkout().place("Ada", "tea", 4))
			.withMessage("Only 3 of 'tea' left")
			.satisfies((failure) -> assertThat(failure.getAvailable()).isEqualTo(3));
	}

	@Test
	void aFutureArrives() {
		assertThat(checkout().receipt(7).getId()).isEqualTo(7);
	}

	@Test
	void aShopThatAnswersInTimeIsHeard() {
		assertThat(checkout().delivery(5)).isEqualTo("today");
	}

	@Test
	void aShopThatDoesNotAnswerIsNotWaitedFor() {
		assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThat(checkout().delivery(6)).isEqualTo("later"));
	}

}
