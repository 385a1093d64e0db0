package io.github.rpcboot.migration.openfeign;

/** What the shop sells. */
record Item(Long id, String name) {
}
