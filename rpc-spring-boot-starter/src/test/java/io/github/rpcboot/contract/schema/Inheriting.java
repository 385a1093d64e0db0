package io.github.rpcboot.contract.schema;

/**
 * Loaded by another loader than its parent. It stands alone, since such a class could not
 * see the one around it.
 */
interface Inheriting extends ContractDescriptionTests.Inherited {

}
