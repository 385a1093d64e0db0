package io.github.rpcboot.benchmarks.dubbo;

import io.github.rpcboot.chaos.ProviderWork;

class BooksBean implements Books {

	private final ProviderWork work;

	BooksBean(ProviderWork work) {
		this.work = work;
	}

	@Override
	public long read(long id) {
		this.work.read(id);
		return id;
	}

	@Override
	public long write(long id) {
		this.work.write(id);
		return id;
	}

}
