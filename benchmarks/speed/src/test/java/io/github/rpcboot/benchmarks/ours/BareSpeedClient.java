package io.github.rpcboot.benchmarks.ours;

import io.github.rpcboot.benchmarks.speed.PeerClient;
import io.github.rpcboot.benchmarks.speed.Shop;
import io.github.rpcboot.protocol.http.BareEngine;

/** The engine of the default path without anything around it. */
public final class BareSpeedClient implements PeerClient {

	@Override
	public Shop connect(int port, String variant) {
		return new BareShop(new BareEngine(port));
	}

	private static final class BareShop extends RawShop {

		private final RawCodec codec = new RawCodec();

		private final BareEngine engine;

		private final BareEngine.Place[] places = new BareEngine.Place[RawCodec.USERS + 1];

		BareShop(BareEngine engine) {
			this.engine = engine;
			for (byte method = RawCodec.HELLO; method <= RawCodec.USERS; method++) {
				this.places[method] = engine.place("/bare/" + method);
			}
		}

		@Override
		Object call(byte method, Object argument) {
			return this.codec.value(method, this.engine.post(this.places[method], this.codec.json(argument)), 0);
		}

	}

}
