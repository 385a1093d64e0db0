package io.github.rpcboot.contract;

import java.lang.reflect.Type;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import tools.jackson.core.TreeNode;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.AnnotatedClass;

/**
 * Decides whether a declared type is a message by itself, or a member of one: only what
 * Jackson always writes as a JSON object is a message.
 */
final class MessageShape {

	private final Introspection introspection;

	MessageShape(Introspection introspection) {
		this.introspection = introspection;
	}

	boolean isMessage(Type type) {
		JavaType declared = this.introspection.javaType(type);
		if (!isCandidate(declared)) {
			return false;
		}
		AnnotatedClass annotations = this.introspection.annotationsOf(declared);
		JsonTypeInfo.Value info = this.introspection.typeInfo(annotations);
		if (info == null) {
			return isObject(declared);
		}
		boolean array = info.getInclusionType() == JsonTypeInfo.As.WRAPPER_ARRAY;
		return !array && (declared.isAbstract() || isObject(declared))
				&& this.introspection.subtypes(declared, annotations, info)
					.stream()
					.allMatch((subtype) -> isObject(this.introspection.javaType(TypeVariables.narrow(type, subtype))));
	}

	private static boolean isCandidate(JavaType type) {
		Class<?> raw = type.getRawClass();
		return !type.isPrimitive() && !type.isArrayType() && !TransportableTypes.isOfJdk(raw)
				&& !Containers.isContainer(raw) && !TreeNode.class.isAssignableFrom(raw);
	}

	private boolean isObject(JavaType type) {
		return isCandidate(type) && !type.isEnumType() && isObjectShape(this.introspection.shape(type))
				&& this.introspection.describeForWriting(type).findJsonValueAccessor() == null
				&& this.introspection.isWrittenAsObject(type);
	}

	private static boolean isObjectShape(JsonFormat.Shape shape) {
		return switch (shape) {
			case ANY, NATURAL, OBJECT, POJO -> true;
			default -> false;
		};
	}

}
