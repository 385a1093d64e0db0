package io.github.rpcboot.benchmarks.dubbo;

/** The contract; public because Dubbo generates its proxies in packages of their own. */
public interface Books {

	long read(long id);

	long write(long id);

}
