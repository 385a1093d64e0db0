package io.github.rpcboot.call.protobuf;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.github.rpcboot.contract.schema.FieldType;
import io.github.rpcboot.contract.schema.MessageType;
import io.github.rpcboot.contract.schema.MessageType.Creator;
import org.jspecify.annotations.Nullable;

/**
 * Reads and makes objects by reflection: in a native image, where no class is defined,
 * and for types of another module or class loader than ours.
 */
final class ReflectiveAccess {

	private final List<FieldType> fields;

	private final Creator creator;

	private ReflectiveAccess(List<FieldType> fields, Creator creator) {
		this.fields = fields;
		this.creator = creator;
	}

	static BeanAccess of(MessageType type, Creator creator) {
		ReflectiveAccess access = new ReflectiveAccess(type.fields(), creator);
		return new BeanAccess(access::get, access::make);
	}

	private void get(Object object, @Nullable Object[] slots) {
		for (int i = 0; i < this.fields.size(); i++) {
			Member getter = this.fields.get(i).getter();
			if (getter != null) {
				put(i, read(getter, object), slots);
			}
		}
	}

	private static @Nullable Object read(Member getter, Object object) {
		try {
			return (getter instanceof Method method) ? method.invoke(object) : ((Field) getter).get(object);
		}
		catch (ReflectiveOperationException ex) {
			throw failure(ex);
		}
	}

	private static RuntimeException failure(ReflectiveOperationException ex) {
		if (ex instanceof InvocationTargetException thrown && thrown.getCause() instanceof Error error) {
			throw error;
		}
		return new IllegalArgumentException((ex instanceof InvocationTargetException) ? ex.getCause() : ex);
	}

	private static long[] numbers(@Nullable Object[] slots) {
		return (long[]) FieldCodec.notNull(slots[slots.length - 1]);
	}

	private void put(int index, @Nullable Object value, @Nullable Object[] slots) {
		Class<?> carrier = this.fields.get(index).carrier();
		if (carrier == Object.class) {
			slots[index] = value;
		}
		else if (value instanceof Boolean truth) {
			numbers(slots)[index] = truth ? 1 : 0;
		}
		else {
			numbers(slots)[index] = bits(carrier, (Number) FieldCodec.notNull(value));
		}
	}

	private static long bits(Class<?> carrier, Number value) {
		if (carrier == float.class) {
			return Float.floatToRawIntBits(value.floatValue());
		}
		return (carrier == double.class) ? Double.doubleToRawLongBits(value.doubleValue()) : value.longValue();
	}

	private @Nullable Object value(int index, @Nullable Object[] slots) {
		Class<?> carrier = this.fields.get(index).carrier();
		if (carrier == Object.class) {
			return slots[index];
		}
		long bits = numbers(slots)[index];
		if (carrier == int.class) {
			return (int) bits;
		}
		if (carrier == boolean.class) {
			return bits != 0;
		}
		if (carrier == float.class) {
			return Float.intBitsToFloat((int) bits);
		}
		return (carrier == double.class) ? (Object) Double.longBitsToDouble(bits) : (Object) bits;
	}

	private Object make(@Nullable Object[] slots) {
		Executable executable = this.creator.executable();
		@Nullable Object[] arguments = new @Nullable Object[executable.getParameterCount()];
		for (int i = 0; i < arguments.length; i++) {
			FieldType taken = this.creator.fields().get(i);
			arguments[i] = (taken != null) ? value(this.fields.indexOf(taken), slots)
					: zero(executable.getParameterTypes()[i]);
		}
		try {
			Object made = (executable instanceof Constructor<?> constructor) ? constructor.newInstance(arguments)
					: ((Method) executable).invoke(null, arguments);
			set(FieldCodec.notNull(made), slots);
			return made;
		}
		catch (ReflectiveOperationException ex) {
			throw failure(ex);
		}
	}

	private static @Nullable Object zero(Class<?> type) {
		return type.isPrimitive() ? Array.get(Array.newInstance(type, 1), 0) : null;
	}

	private void set(Object object, @Nullable Object[] slots) throws ReflectiveOperationException {
		for (int i = 0; i < this.fields.size(); i++) {
			Member setter = this.fields.get(i).setter();
			if (setter instanceof Field field) {
				field.set(object, value(i, slots));
			}
			else if (setter instanceof Method method && method.getParameterCount() == 0) {
				addAll(method.invoke(object), value(i, slots));
			}
			else if (setter instanceof Method method) {
				method.invoke(object, value(i, slots));
			}
		}
	}

	/** For lists and maps that have no setter: what their getter returns is filled. */
	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static void addAll(@Nullable Object target, @Nullable Object values) {
		if (target instanceof Map map && values != null) {
			map.putAll((Map) values);
		}
		else if (target instanceof Collection collection && values != null) {
			collection.addAll((Collection) values);
		}
	}

}
