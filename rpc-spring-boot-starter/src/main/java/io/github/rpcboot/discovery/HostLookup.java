package io.github.rpcboot.discovery;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Asks for the addresses of a host, of one family only. */
final class HostLookup implements Lookup.Question<InetAddress> {

	private final String host;

	private final HostResolver hosts;

	HostLookup(String host, HostResolver hosts) {
		this.host = host;
		this.hosts = hosts;
	}

	/**
	 * A host with an IPv4 and an IPv6 address is one instance, not two. The family in use
	 * stays in use while it is answered, whatever the order of the answer.
	 */
	@Override
	public List<InetAddress> ask(List<InetAddress> last) throws UnknownHostException {
		InetAddress[] all = this.hosts.resolve(this.host);
		if (all.length == 0) {
			throw new UnknownHostException(this.host);
		}
		List<InetAddress> same = last.isEmpty() ? List.of() : likeThis(last.get(0), all);
		return same.isEmpty() ? likeThis(all[0], all) : same;
	}

	private static List<InetAddress> likeThis(InetAddress model, InetAddress[] all) {
		List<InetAddress> addresses = new ArrayList<>(all.length);
		for (InetAddress address : all) {
			if (address.getClass() == model.getClass() && !addresses.contains(address)) {
				addresses.add(address);
			}
		}
		return addresses;
	}

}
