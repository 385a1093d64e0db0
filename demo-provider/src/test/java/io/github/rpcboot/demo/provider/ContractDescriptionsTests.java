package io.github.rpcboot.demo.provider;

import io.github.rpcboot.contract.schema.ContractDescription;
import io.github.rpcboot.demo.api.Hello;
import io.github.rpcboot.demo.api.Orders;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The numbers that clients in other languages know never move: a change of a contract
 * that breaks them, or that its description in META-INF/rpc lacks, fails here.
 */
class ContractDescriptionsTests {

	@ParameterizedTest
	@ValueSource(classes = { Hello.class, Orders.class })
	void theDescriptionIsThereAndNothingBreaksWhoKnowsIt(Class<?> contract) {
		ContractDescription.of(contract).check();
	}

}
