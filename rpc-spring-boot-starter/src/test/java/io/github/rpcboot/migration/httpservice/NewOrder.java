package io.github.rpcboot.migration.httpservice;

/** What a customer wants. */
record NewOrder(long item, int quantity) {
}
