package io.github.rpcboot.call;

import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.call.RpcEvents.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

@ExtendWith(OutputCaptureExtension.class)
class RpcEventsTests {

	private final List<String> heard = new ArrayList<>();

	private final RpcEvents good = (kind, subject, instance) -> this.heard.add(kind + " " + subject);

	private final RpcEvents bad = (kind, subject, instance) -> {
		throw new IllegalStateException("listener");
	};

	@Test
	void everyListenerIsTold() {
		RpcEvents.all(List.of(this.good, this.good)).happened(Kind.EJECTED, "orders", null);

		assertThat(this.heard).containsExactly("EJECTED orders", "EJECTED orders");
	}

	@Test
	void aListenerThatFailsDisturbsNeitherTheOthersNorTheCall(CapturedOutput output) {
		RpcEvents all = RpcEvents.all(List.of(this.bad, this.good));
		all.happened(Kind.EJECTED, "orders", null);
		all.happened(Kind.READMITTED, "orders", null);
		RpcEvents.all(List.of(this.bad)).happened(Kind.EJECTED, "alone", null);

		assertThat(this.heard).containsExactly("EJECTED orders", "READMITTED orders");
		assertThat(output).contains("A bean of type RpcEvents failed, which is not logged again");
	}

	@Test
	void nobodyIsToldOfNothing() {
		assertThat(RpcEvents.all(List.of())).isSameAs(RpcEvents.NONE);
	}

}
