package io.github.rpcboot.protocol.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RequestBody;

/** A request message whose reader is known to be done with it. */
final class TrackedBody implements RequestBody {

	private final RequestBody body;

	private volatile boolean read;

	TrackedBody(RequestBody body) {
		this.body = body;
	}

	@Override
	public PayloadCodec codec() {
		return this.body.codec();
	}

	@Override
	public InputStream open() throws IOException {
		return new Tracked(this.body.open());
	}

	boolean isRead() {
		return this.read;
	}

	private final class Tracked extends FilterInputStream {

		Tracked(InputStream in) {
			super(in);
		}

		@Override
		public byte[] readAllBytes() throws IOException {
			return this.in.readAllBytes();
		}

		@Override
		public void close() throws IOException {
			super.close();
			TrackedBody.this.read = true;
		}

	}

}
