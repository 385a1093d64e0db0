/**
 * What the applications do, before and after. docs/samples/dubbo runs these same tests
 * with Dubbo.
 */
package io.github.rpcboot.migration.dubbo.behaviour;
