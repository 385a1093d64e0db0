package io.github.rpcboot.call;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;

import io.github.rpcboot.RpcConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * Where an instance of an application lives. Compared by its URL and its address.
 *
 * @param scheme the protocol, in lower case
 * @param url the URL without a slash at its end; its path is the root of the application
 * @param address one of the addresses of the URL's host, {@code null} if the transport is
 * to look it up
 * @since 0.1.0
 */
public record Endpoint(String scheme, URI url, @Nullable InetAddress address) {

	private static final int HIGHEST_PORT = 65535;

	/**
	 * Parses a URL from the configuration or an annotation.
	 * @param url the URL
	 * @param where where it is written, for the message
	 * @return the endpoint
	 * @throws RpcConfigurationException if it is not a usable URL; the message never
	 * prints credentials
	 */
	public static Endpoint parse(String url, String where) {
		URI uri = toUri(url.strip(), where);
		if (uri.getHost() == null && uri.getRawAuthority() != null && uri.getRawAuthority().contains("_")) {
			throw new RpcConfigurationException(
					"'" + withoutCredentials(url) + "' in " + where + " has a host name with an underscore.",
					"Host names have none (RFC 952): give the host another name, or an alias with '-'.");
		}
		if (uri.getScheme() == null || uri.getHost() == null) {
			throw new RpcConfigurationException(
					"'" + withoutCredentials(url) + "' in " + where + " is not the URL of an application.",
					"Write it with its protocol and host, for example 'http://localhost:8081'.");
		}
		if (uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
			throw new RpcConfigurationException(
					"'" + withoutCredentials(url) + "' in " + where
							+ " holds a user, a query or a fragment, which the URL of an application cannot have.",
					"Leave it out. A token belongs under 'rpc.consumer.targets.<application>.token'.");
		}
		if (uri.getPort() > HIGHEST_PORT) {
			throw new RpcConfigurationException("'" + url + "' in " + where + " has a port above " + HIGHEST_PORT + ".",
					"Write the port that the application listens on.");
		}
		return new Endpoint(uri.getScheme().toLowerCase(Locale.ROOT), uri, null);
	}

	private static URI toUri(String url, String where) {
		try {
			return new URI(url.endsWith("/") ? url.substring(0, url.length() - 1) : url);
		}
		catch (URISyntaxException ex) {
			throw new RpcConfigurationException(
					"'" + withoutCredentials(url) + "' in " + where + " is not a URL: " + ex.getReason() + ".",
					"Write it like 'http://localhost:8081'.");
		}
	}

	private static String withoutCredentials(String url) {
		return hideUser(url).replaceFirst("(?s)[?#].*", "?…");
	}

	/**
	 * A password may hold any character, so everything before the last '@' may be one.
	 */
	private static String hideUser(String url) {
		int at = url.lastIndexOf('@');
		if (at < 0) {
			return url;
		}
		String scheme = url.replaceFirst("(?s)^([A-Za-z][A-Za-z0-9+.-]*://)?.*", "$1");
		boolean inQuery = url.substring(0, at).matches("(?s).*[?#].*");
		return scheme + (inQuery ? "…" : "…@" + url.substring(at + 1));
	}

	/**
	 * One of the addresses of this host.
	 * @param address the address to connect to
	 * @return the same instance, or one of several behind the name
	 */
	public Endpoint at(InetAddress address) {
		return new Endpoint(this.scheme, this.url, address);
	}

	/** Asked several times per call, and a URL knows its own. */
	@Override
	public int hashCode() {
		return this.url.hashCode() + ((this.address != null) ? this.address.hashCode() : 0);
	}

	/**
	 * {@return the URL, with the address if one was looked up}
	 */
	@Override
	public String toString() {
		return (this.address != null) ? this.url + " (" + this.address.getHostAddress() + ")" : this.url.toString();
	}

}
