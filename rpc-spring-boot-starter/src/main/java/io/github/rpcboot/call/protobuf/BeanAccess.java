package io.github.rpcboot.call.protobuf;

import java.util.function.BiConsumer;
import java.util.function.Function;

import io.github.rpcboot.contract.schema.MessageType;
import io.github.rpcboot.contract.schema.MessageType.Creator;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of all members out of an object at once, and makes an object of them.
 * Both know the {@linkplain Slots#objects objects} of slots and nothing else of ours, so
 * that a class beside the application's own can do it.
 *
 * @param getters puts the values of an object into slots
 * @param maker makes an object of the values in slots
 */
record BeanAccess(BiConsumer<Object, @Nullable Object[]> getters, Function<@Nullable Object[], Object> maker) {

	static final BeanAccess NONE = new BeanAccess((object, slots) -> {
	}, (slots) -> {
		throw new IllegalStateException("Not complete");
	});

	/** As quick as may be: a class for the type, or reflection where that cannot be. */
	static BeanAccess of(MessageType type, Creator creator) {
		BeanAccess made = BeanAccessClass.make(type, creator);
		return (made != null) ? made : ReflectiveAccess.of(type, creator);
	}

}
