package io.github.rpcboot.autoconfigure.peers;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Another language's client and server of {@code hello.proto}. */
interface ForeignPeer {

	/** Why its tests cannot run here, {@code null} if they can. */
	String missing();

	/** Makes what its programs need from a description of the service. */
	void generate(Path protoFile) throws IOException, InterruptedException;

	List<String> client(int port);

	List<String> server();

}
