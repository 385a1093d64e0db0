package io.github.rpcboot.migration.httpinvoker.behaviour;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Date;

import io.github.rpcboot.migration.httpinvoker.contract.Account;
import io.github.rpcboot.migration.httpinvoker.contract.Overdrawn;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

/** What must hold before, while both run, and after. */
public abstract class TellerBehaviour {

	/**
	 * The consumer under test.
	 * @return a bean of the running application
	 */
	protected abstract Teller teller();

	@Test
	void aBeanArrivesWithItsAmountAndDate() {
		Account account = teller().find(7);
		assertThat(account.getNumber()).isEqualTo(7);
		assertThat(account.getOwner()).isEqualTo("Ada");
		assertThat(account.getBalance()).isEqualTo(new BigDecimal("100.00"));
		assertThat(account.getOpened()).isEqualTo(new Date(1_700_000_000_123L));
	}

	@Test
	void anAccountThatIsNotThereIsNull() {
		assertThat(teller().find(99)).isNull();
	}

	@Test
	void aListArrives() {
		assertThat(teller().ofOwner("Bob")).extracting(Account::getOwner).containsExactly("Bob", "Bob");
	}

	@Test
	void aTransferHasANumber() throws Overdrawn {
		assertThat(teller().transfer(1, 2, new BigDecimal("99.99"))).isEqualTo(42);
	}

	@Test
	void aDeclaredExceptionArrivesAsItself() {
		assertThatExceptionOfType(Overdrawn.class).isThrownBy(() -> teller().transfer(1, 2, new BigDecimal("100.50")))
			.withMessage("Account 1 has too little")
			.satisfies((failure) -> assertThat(failure.getMissing()).isEqualTo(new BigDecimal("0.50")));
	}

	@Test
	void aBankThatAnswersInTimeIsHeard() {
		assertThat(teller().statement(5)).isEqualTo("Statement of 5");
	}

	@Test
	void aBankThatDoesNotAnswerIsNotWaitedFor() {
		assertTimeoutPreemptively(Duration.ofSeconds(10), () -> assertThat(teller().statement(6)).isEqualTo("later"));
	}

}
