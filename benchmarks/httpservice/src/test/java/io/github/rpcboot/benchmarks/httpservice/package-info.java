/** Spring's HTTP Service client. */
package io.github.rpcboot.benchmarks.httpservice;
