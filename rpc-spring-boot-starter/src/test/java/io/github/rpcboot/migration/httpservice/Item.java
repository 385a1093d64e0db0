package io.github.rpcboot.migration.httpservice;

/** Something on sale. */
record Item(long id, String name) {
}
