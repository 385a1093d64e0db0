package io.github.rpcboot.call.protobuf;

import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;

import io.github.rpcboot.contract.schema.FieldType;
import io.github.rpcboot.contract.schema.MessageType;
import io.github.rpcboot.contract.schema.MessageType.Creator;
import org.jspecify.annotations.Nullable;

/**
 * What a class beside a type can use, being of its package and its nest, and what can be
 * written there without converting anything.
 */
final class Reach {

	/** As many as a class can hold by far, and an index within two bytes. */
	private static final int MOST_FIELDS = 1000;

	private final Class<?> type;

	private Reach(Class<?> type) {
		this.type = type;
	}

	static Reach of(Class<?> type) {
		return new Reach(type);
	}

	boolean covers(MessageType message, Creator creator) {
		Executable executable = creator.executable();
		return message.fields().size() <= MOST_FIELDS && isReached(executable) && isOfType(executable)
				&& message.fields().stream().allMatch(this::isCovered)
				&& areCarried(creator, executable.getParameterTypes());
	}

	private boolean isOfType(Executable executable) {
		return executable instanceof Method || executable.getDeclaringClass() == this.type;
	}

	private boolean isCovered(FieldType field) {
		Member getter = field.getter();
		Member setter = field.setter();
		return (getter == null || (isReached(getter) && isCarried(field, valueOf(getter))))
				&& (setter == null || (isReached(setter) && isSet(field, setter)));
	}

	private static Class<?> valueOf(Member getter) {
		return (getter instanceof Field field) ? field.getType() : ((Method) getter).getReturnType();
	}

	private boolean isSet(FieldType field, Member setter) {
		if (setter instanceof Field target) {
			return !Modifier.isFinal(target.getModifiers()) && isCarried(field, target.getType());
		}
		Class<?>[] parameters = ((Method) setter).getParameterTypes();
		return parameters.length == 1 && isCarried(field, parameters[0]);
	}

	private boolean areCarried(Creator creator, Class<?>[] parameters) {
		for (int i = 0; i < parameters.length; i++) {
			FieldType taken = creator.fields().get(i);
			if (taken != null && !isCarried(taken, parameters[i])) {
				return false;
			}
		}
		return true;
	}

	private boolean isCarried(FieldType field, Class<?> type) {
		return (field.carrier() == Object.class) ? isReached(elementOf(type)) : field.carrier() == type;
	}

	private static Class<?> elementOf(Class<?> type) {
		return type.isArray() ? elementOf(type.getComponentType()) : type;
	}

	private boolean isReached(Class<?> type) {
		return type.isPrimitive() || isWithin(type) || isPublic(type);
	}

	private static boolean isPublic(@Nullable Class<?> type) {
		return type != null && Modifier.isPublic(type.getModifiers())
				&& (!type.isMemberClass() || isPublic(type.getDeclaringClass()));
	}

	private boolean isReached(Member member) {
		int modifiers = member.getModifiers();
		Class<?> owner = member.getDeclaringClass();
		if (Modifier.isPrivate(modifiers)) {
			return owner.getNestHost() == this.type.getNestHost();
		}
		return (Modifier.isPublic(modifiers) && isPublic(owner)) || isWithin(owner);
	}

	private boolean isWithin(Class<?> other) {
		return other.getClassLoader() == this.type.getClassLoader()
				&& other.getPackageName().equals(this.type.getPackageName());
	}

}
