package io.github.rpcboot.protocol.http;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;

import org.jspecify.annotations.Nullable;

/**
 * Where connections of one kind go. A connection is never used for another route.
 *
 * @param tls whether they are encrypted
 * @param host the name that TLS checks
 * @param port the port
 * @param address the address of the host, {@code null} if it is to be looked up
 */
record Route(boolean tls, String host, int port, @Nullable InetAddress address) {

	private static final int HTTP = 80;

	private static final int HTTPS = 443;

	static Route of(URI url, @Nullable InetAddress address) {
		boolean tls = "https".equalsIgnoreCase(url.getScheme());
		int port = (url.getPort() >= 0) ? url.getPort() : tls ? HTTPS : HTTP;
		String host = url.getHost();
		boolean literal = host.startsWith("[") && host.endsWith("]");
		return new Route(tls, literal ? host.substring(1, host.length() - 1) : host, port, address);
	}

	/**
	 * Asked twice per call: what a record is given costs more than it tells. One name may
	 * have hundreds of addresses, each with a route of its own.
	 */
	@Override
	public int hashCode() {
		int name = 31 * this.host.hashCode() + this.port;
		return 31 * name + ((this.address != null) ? this.address.hashCode() : 0);
	}

	InetAddress[] addresses() throws IOException {
		return (this.address != null) ? new InetAddress[] { this.address } : InetAddress.getAllByName(this.host);
	}

}
