package io.github.rpcboot.chaos;

import java.time.Duration;

import io.github.rpcboot.RemoteService;

@RemoteService
final class BooksBean implements Books {

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

	@RemoteService
	static final class Slow implements SlowBooks {

		private final ProviderWork work;

		Slow(ProviderWork work) {
			this.work = work;
		}

		@Override
		public long slow(long id, long millis) {
			this.work.slow(id, Duration.ofMillis(millis));
			return id;
		}

	}

}
