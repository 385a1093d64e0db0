package io.github.rpcboot.benchmarks.grpc;

import java.util.Iterator;

import io.grpc.stub.CallStreamObserver;
import io.grpc.stub.StreamObserver;

/** The two ways to write a stream with generated stubs. */
final class Flow {

	private Flow() {
	}

	/**
	 * As grpc-java documents it: whenever there is room, as much as there is room for.
	 */
	static <T> void whenThereIsRoom(CallStreamObserver<T> out, Iterator<T> messages) {
		out.setOnReadyHandler(new Runnable() {

			private boolean done;

			@Override
			public void run() {
				while (out.isReady() && messages.hasNext()) {
					out.onNext(messages.next());
				}
				if (!this.done && !messages.hasNext()) {
					this.done = true;
					out.onCompleted();
				}
			}

		});
	}

	/** As if there were always room. */
	static <T> void atOnce(StreamObserver<T> out, Iterator<T> messages) {
		while (messages.hasNext()) {
			out.onNext(messages.next());
		}
		out.onCompleted();
	}

}
