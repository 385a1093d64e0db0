package io.github.rpcboot.autoconfigure;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.github.rpcboot.call.JsonCodec;
import io.github.rpcboot.call.PayloadCodec.MethodCodec;
import io.github.rpcboot.call.RpcLimits;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.MethodContract;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.boot.autoconfigure.preinitialize.BackgroundPreinitializer;
import org.springframework.boot.context.properties.bind.Binder;

/**
 * Reads settings and a contract on Spring Boot's thread for such things while the
 * application starts: the classes that this takes are loaded by the time the
 * application's own are read. It keeps nothing.
 */
final class RpcBackgroundPreinitializer implements BackgroundPreinitializer {

	@Override
	public void preinitialize() {
		new RpcSettings(new Binder().bindOrCreate("rpc", RpcProperties.class));
		JsonMapper mapper = JsonCodec.strictMapper(List.of(), RpcLimits.DEFAULT);
		JsonCodec codec = JsonCodec.using(mapper, RpcLimits.DEFAULT);
		ContractParser.using(mapper).parse(Usual.class).methods().forEach((method) -> call(codec, method));
	}

	private static void call(JsonCodec codec, MethodContract method) {
		MethodCodec messages = codec.forMethod(method);
		@Nullable Object[] arguments = messages.decodeArguments(codec.body(new byte[] { '{', '}' }));
		messages.encodeArguments(arguments);
		messages.decodeResult(RpcReply.success(new byte[] { '{', '}' }, false));
	}

	/** What contracts are made of. */
	interface Usual {

		Item put(Item item);

		List<Item> find(String name, long number);

	}

	record Item(String name, int count, long number, double share, boolean known, @Nullable BigDecimal price,
			@Nullable Instant time, @Nullable Kind kind, Optional<String> remark, List<Item> parts,
			Map<String, String> labels) {
	}

	enum Kind {

		ONE

	}

}
