package io.github.rpcboot.protocol.grpc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.contract.MethodContract;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * Which methods a server can offer. An application may provide others beside them, over
 * other protocols, so that these are no reason not to start.
 */
final class ServedMethods {

	private static final Log logger = LogFactory.getLog(ServedMethods.class);

	private final PayloadCodec codec;

	private final Map<MethodContract, Boolean> known = new ConcurrentHashMap<>();

	ServedMethods(PayloadCodec codec) {
		this.codec = codec;
	}

	boolean contains(MethodContract method) {
		return method.restMapping() == null && this.known.computeIfAbsent(method, this::canServe);
	}

	private boolean canServe(MethodContract method) {
		try {
			this.codec.forMethod(method);
			return true;
		}
		catch (RpcConfigurationException ex) {
			if (isDescribed(method)) {
				throw ex;
			}
			logger.warn(method + " is not served over gRPC: " + ex.description() + " " + ex.action());
			return false;
		}
	}

	/**
	 * Who describes a contract means it to be served, and a description that is out of
	 * date is a mistake.
	 */
	private static boolean isDescribed(MethodContract method) {
		ClassLoader loader = method.contract().type().getClassLoader();
		return loader != null && loader.getResource("META-INF/rpc/" + method.service() + ".proto") != null;
	}

}
