package io.github.rpcboot.autoconfigure.test;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Which environment variables let a test record.
 */
class ReplaysTests {

	@ParameterizedTest
	@CsvSource({ "RPC_RECORD_DEMOPROVIDER, true", "RPC_RECORD_DEMO_PROVIDER, true", "RPC_RECORD_OTHER, false" })
	void aVariableNamesTheApplicationAsThoseOfTheConfigurationDo(String variable, boolean records) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources()
			.addFirst(new SystemEnvironmentPropertySource("test-systemEnvironment",
					Map.of(variable, "http://localhost:1")));
		Replays replays = Replays.start(List.of(new Answers.Recording("demo-provider", "recordings/stock.json", false)),
				environment);
		try {
			assertThat(replays.servers().get(0).answerer() instanceof Recorder).isEqualTo(records);
		}
		finally {
			replays.close();
		}
	}

}
