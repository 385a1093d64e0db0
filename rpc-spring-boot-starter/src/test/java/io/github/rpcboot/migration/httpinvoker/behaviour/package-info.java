/**
 * What the applications do, before and after. docs/samples/http-invoker runs these same
 * tests with Spring Framework 5.3.
 */
package io.github.rpcboot.migration.httpinvoker.behaviour;
