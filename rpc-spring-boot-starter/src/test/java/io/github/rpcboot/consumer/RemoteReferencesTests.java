package io.github.rpcboot.consumer;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.call.AttemptOutcome;
import io.github.rpcboot.call.RemoteClient;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.consumer.Orders.Order;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RemoteReferencesTests {

	private final FakeTarget target = new FakeTarget();

	private final RemoteReferences references = this.target.references();

	private final Orders orders = this.references.get(Orders.class, "orders");

	@Test
	void aCallSendsItsArgumentsAndReturnsTheResult() {
		this.target.answer = (call) -> FakeTarget.json("{'result':'found'}");

		assertThat(this.orders.find(7)).isEqualTo("found");
		assertThat(this.target.body(0)).isEqualTo("{'id':7}");
		assertThat(this.target.sent.get(0)).hasToString("Orders/find");
		assertThat(this.target.sent.get(0).attempts()).containsExactly(FakeTarget.INSTANCE);
		assertThat(this.target.finished).containsExactly(AttemptOutcome.ANSWERED);
	}

	@Test
	void anObjectIsTheMessageBothWays() throws Exception {
		this.target.answer = (call) -> FakeTarget.json("{'sku':'s-1','amount':1}");

		assertThat(this.orders.place(new Order("s-1", 2))).isEqualTo(new Order("s-1", 1));
		assertThat(this.target.body(0)).isEqualTo("{'sku':'s-1','amount':2}");
	}

	@Test
	void aNullResultArrives() throws Exception {
		this.target.answer = (call) -> RpcReply.success("{}".getBytes(), true);

		assertThat(this.orders.place(new Order("s-1", 2))).isNull();
		this.orders.touch();
		assertThat(this.orders.all()).isEmpty();
		assertThat(this.orders.count()).isZero();
	}

	@Test
	void aDefaultMethodIsCalledRemotely() {
		this.target.answer = (call) -> FakeTarget.json("{'result':'remote'}");

		assertThat(this.orders.describe(1)).isEqualTo("remote");
	}

	@Test
	void anInheritedMethodIsCalledRemotely() {
		this.target.answer = (call) -> FakeTarget.json("{'result':5}");

		assertThat(this.orders.count()).isEqualTo(5);
		assertThat(((Countable) this.orders).count()).isEqualTo(5);
		assertThat(this.target.sent).extracting(Object::toString).containsOnly("Orders/count");
	}

	@Test
	void methodsOfObjectStayHere() {
		Orders again = this.target.references().get(Orders.class, "orders");

		assertThat(this.orders).hasToString("Remote Orders at 'orders'")
			.isEqualTo(again)
			.hasSameHashCodeAs(again)
			.isNotEqualTo(this.references.get(Orders.class, "others"))
			.isNotEqualTo(this.references.get(Countable.class, "orders"))
			.isNotEqualTo(null)
			.isNotEqualTo("orders")
			.isInstanceOf(RemoteClient.class);
		assertThat(this.target.sent).isEmpty();
	}

	@Test
	void askingTwiceReturnsTheSameClient() {
		assertThat(this.references.get(Orders.class, "orders")).isSameAs(this.orders);
		this.references.get(Orders.class, "others");

		assertThat(this.references.references()).containsExactlyInAnyOrder(
				new RemoteReferences.Reference(Orders.class, "orders"),
				new RemoteReferences.Reference(Orders.class, "others"));
	}

	@Test
	void aTypeThatIsNoContractIsRefused() {
		assertThatExceptionOfType(RpcConfigurationException.class)
			.isThrownBy(() -> this.references.get(String.class, "orders"))
			.withMessageContaining("'String' is not an interface");
	}

}
