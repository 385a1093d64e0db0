/**
 * A contract between two applications with Spring's HTTP invoker.
 * docs/samples/http-invoker compiles these same files with Spring Framework 5.3.
 */
package io.github.rpcboot.migration.httpinvoker.contract;
