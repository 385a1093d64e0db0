package io.github.rpcboot.migration.httpservice;

/** What the shop says to an order: its number, and who ordered in which shop. */
record Confirmation(long number, String buyer, String tenant) {
}
