package io.github.rpcboot.autoconfigure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.autoconfigure.RpcProperties.Codec;
import io.github.rpcboot.autoconfigure.RpcProperties.Target;
import io.github.rpcboot.call.PayloadCodec;
import org.jspecify.annotations.Nullable;

/** The formats of messages over HTTP: JSON, and protobuf where its library is. */
final class Codecs {

	private final PayloadCodec usual;

	private final Supplier<@Nullable GrpcCodec> protobuf;

	Codecs(PayloadCodec usual, Supplier<@Nullable GrpcCodec> protobuf) {
		this.usual = usual;
		this.protobuf = protobuf;
	}

	PayloadCodec usual() {
		return this.usual;
	}

	/** In which messages to an application are written. */
	PayloadCodec of(String name, @Nullable Target target) {
		return (target != null && target.codec() == Codec.PROTO) ? protobuf("rpc.consumer.targets." + name + ".codec")
				: this.usual;
	}

	/** Which ones a caller may choose of: the usual one first. */
	List<PayloadCodec> served(@Nullable List<Codec> configured) {
		List<PayloadCodec> served = new ArrayList<>(List.of(this.usual));
		GrpcCodec protobuf = this.protobuf.get();
		if (configured == null && protobuf != null) {
			served.add(protobuf.codec());
		}
		if (configured != null && configured.contains(Codec.PROTO)) {
			served.add(protobuf("rpc.provider.codecs"));
		}
		return served;
	}

	private PayloadCodec protobuf(String key) {
		GrpcCodec known = this.protobuf.get();
		if (known == null) {
			throw new RpcConfigurationException(
					"'" + key + "' says 'proto', and the library of protobuf is not on the class path.",
					"Add the dependency 'com.google.protobuf:protobuf-java', or remove 'proto'.");
		}
		return known.codec();
	}

}
