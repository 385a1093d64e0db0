package io.github.rpcboot.contract.schema;

import java.lang.reflect.Executable;
import java.lang.reflect.Member;
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
 * The methods, fields and constructors that Jackson writes and reads members through,
 * made accessible.
 */
final class Members {

	private static final Set<Class<?>> UNBOXED = Set.of(int.class, long.class, boolean.class, float.class,
			double.class);

	private Members() {
	}

	static Class<?> carrier(Class<?> type, Shape shape) {
		boolean once = shape.label() == Label.PLAIN && shape.value().conversion() == null;
		return (once && UNBOXED.contains(type)) ? type : Object.class;
	}

	static @Nullable Member getter(@Nullable BeanPropertyWriter writer) {
		return (writer != null) ? accessible(writer.getMember()) : null;
	}

	static @Nullable Member setter(@Nullable SettableBeanProperty reader) {
		if (reader == null || reader instanceof CreatorProperty || reader.getMember() instanceof AnnotatedParameter) {
			return null;
		}
		return accessible(reader.getMember());
	}

	static Executable creator(AnnotatedWithParams creator) {
		return (Executable) accessible(creator);
	}

	private static Member accessible(AnnotatedMember annotated) {
		annotated.fixAccess(true);
		return annotated.getMember();
	}

}
