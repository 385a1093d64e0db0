/**
 * A contract between two Dubbo applications. docs/samples/dubbo compiles these same files
 * with Dubbo, the tests here use them without it.
 */
package io.github.rpcboot.migration.dubbo.contract;
