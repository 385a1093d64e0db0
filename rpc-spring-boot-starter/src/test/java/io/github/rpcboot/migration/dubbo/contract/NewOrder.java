package io.github.rpcboot.migration.dubbo.contract;

import java.io.Serializable;

/** What a customer wants. */
public record NewOrder(String buyer, String item, int quantity) implements Serializable {
}
