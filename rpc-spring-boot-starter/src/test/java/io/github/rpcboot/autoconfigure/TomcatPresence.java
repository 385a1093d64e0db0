package io.github.rpcboot.autoconfigure;

import io.github.rpcboot.protocol.http.CallerPresence;

/**
 * What the auto-configuration asks whether callers are still there, for tests that need
 * no application context.
 */
public final class TomcatPresence {

	private TomcatPresence() {
	}

	/**
	 * Asks Tomcat.
	 * @return what the auto-configuration uses
	 */
	public static CallerPresence create() {
		return new TomcatCallers();
	}

}
