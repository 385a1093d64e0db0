/** What the benchmark needs of a package that hides everything. */
package io.github.rpcboot.protocol.http;
