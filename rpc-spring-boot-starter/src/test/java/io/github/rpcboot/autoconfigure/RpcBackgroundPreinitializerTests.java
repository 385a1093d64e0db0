package io.github.rpcboot.autoconfigure;

import org.junit.jupiter.api.Test;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.core.io.support.SpringFactoriesLoader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

/** What is read while Boot starts. */
class RpcBackgroundPreinitializerTests {

	/** Boot hides what it throws, so nobody would see that it does nothing. */
	@Test
	void aContractIsReadAndItsMessagesAreWritten() {
		assertThatCode(new RpcBackgroundPreinitializer()::preinitialize).doesNotThrowAnyException();
	}

	@Test
	void bootFindsIt() {
		assertThat(SpringFactoriesLoader.forDefaultResourceLocation().load(BackgroundPreinitializer.class))
			.hasAtLeastOneElementOfType(RpcBackgroundPreinitializer.class);
	}

}
