package io.github.rpcboot.contract.schema;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

import io.github.rpcboot.contract.schema.FieldType.Label;
import io.github.rpcboot.contract.schema.FieldType.Shape;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.deser.CreatorProperty;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.AnnotatedWithParams;
import tools.jackson.databind.ser.BeanPropertyWriter;

/**
 * Method handles of one exact type for each member that Jackson writes or reads, so that
 * no reflection is left for a call.
 */
final class Handles {

	private static final MethodHandles.Lookup LOOKUP = MethodHandles.lookup();

	private static final Set<Class<?>> UNBOXED = Set.of(int.class, long.class, boolean.class, float.class,
			double.class);

	private static final MethodHandle ADD_ALL = find("addAll", Object.class, Object.class);

	private Handles() {
	}

	private static MethodHandle find(String name, Class<?>... parameters) {
		try {
			return LOOKUP.findStatic(Handles.class, name, MethodType.methodType(void.class, parameters));
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static Class<?> carrier(Class<?> type, Shape shape) {
		boolean once = shape.label() == Label.PLAIN && shape.value().conversion() == null;
		return (once && UNBOXED.contains(type)) ? type : Object.class;
	}

	/** Reads one of several values in an {@code Object[]}. */
	static MethodHandle argument(int index) {
		MethodHandle element = MethodHandles.arrayElementGetter(Object[].class);
		return MethodHandles.insertArguments(element, 1, index)
			.asType(MethodType.methodType(Object.class, Object.class));
	}

	static @Nullable MethodHandle getter(@Nullable BeanPropertyWriter writer, Class<?> carrier) {
		if (writer == null) {
			return null;
		}
		return accessible(writer.getMember()).asType(MethodType.methodType(carrier, Object.class));
	}

	static @Nullable MethodHandle setter(@Nullable SettableBeanProperty reader, Class<?> carrier) {
		if (reader == null || reader instanceof CreatorProperty || reader.getMember() instanceof AnnotatedParameter) {
			return null;
		}
		AnnotatedMember member = reader.getMember();
		MethodType type = MethodType.methodType(void.class, Object.class, carrier);
		if (member.getMember() instanceof Method method && method.getParameterCount() == 0) {
			return MethodHandles.filterArguments(ADD_ALL, 0,
					accessible(member).asType(MethodType.methodType(Object.class, Object.class)));
		}
		if (member.getMember() instanceof Field field) {
			return setter(member, field).asType(type);
		}
		return accessible(member).asType(type);
	}

	/** For lists and maps that have no setter: what their getter returns is filled. */
	@SuppressWarnings({ "unchecked", "rawtypes", "unused" })
	private static void addAll(@Nullable Object target, @Nullable Object values) {
		if (target instanceof Map map && values != null) {
			map.putAll((Map) values);
		}
		else if (target instanceof Collection collection && values != null) {
			collection.addAll((Collection) values);
		}
	}

	private static MethodHandle setter(AnnotatedMember member, Field field) {
		member.fixAccess(true);
		try {
			return LOOKUP.unreflectSetter(field);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

	static MethodHandle creator(AnnotatedWithParams creator) {
		return accessible(creator);
	}

	private static MethodHandle accessible(AnnotatedMember annotated) {
		annotated.fixAccess(true);
		Member member = annotated.getMember();
		try {
			if (member instanceof Constructor<?> constructor) {
				return LOOKUP.unreflectConstructor(constructor);
			}
			return (member instanceof Field field) ? LOOKUP.unreflectGetter(field) : LOOKUP.unreflect((Method) member);
		}
		catch (IllegalAccessException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
