package io.github.rpcboot.discovery;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.RpcEvents;

/**
 * Remembers what it is told.
 */
final class Events implements RpcEvents {

	final List<String> all = new CopyOnWriteArrayList<>();

	@Override
	public void happened(Kind kind, String subject, Endpoint instance) {
		this.all.add(kind + " " + subject);
	}

}
