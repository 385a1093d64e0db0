package io.github.rpcboot.autoconfigure.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/** Makes the context of an {@link RpcTest}. Spring calls its constructor. */
final class RpcTestContextBootstrapper extends TestSliceTestContextBootstrapper<RpcTest> {

}
