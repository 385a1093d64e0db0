package io.github.rpcboot.contract;

import java.lang.reflect.Type;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.github.rpcboot.RpcConfigurationException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.Annotated;

/**
 * The rules for types that stand for several classes: the set must be closed, and the
 * wire must never name a class.
 */
final class Polymorphism {

	private static final Set<JsonTypeInfo.Id> ALLOWED = EnumSet.of(JsonTypeInfo.Id.NAME, JsonTypeInfo.Id.SIMPLE_NAME,
			JsonTypeInfo.Id.DEDUCTION);

	private final Introspection introspection;

	Polymorphism(Introspection introspection) {
		this.introspection = introspection;
	}

	/**
	 * The subtypes that values of a type may have.
	 * @param type the resolved type
	 * @param source the type or the property that may carry {@code @JsonTypeInfo}
	 * @param place where the type was found
	 * @return the concrete subtypes, without the type itself; empty if it stands for
	 * itself only
	 */
	List<Type> subtypes(Type type, Annotated source, Place place) {
		JsonTypeInfo.Value info = this.introspection.typeInfo(source);
		if (info == null) {
			return List.of();
		}
		if (!ALLOWED.contains(info.getIdType())) {
			throw place.failure(
					"The type '" + type.getTypeName() + "' is told apart by @JsonTypeInfo(use = " + info.getIdType()
							+ "), which could let a caller choose the class.",
					"Use JsonTypeInfo.Id.NAME with @JsonSubTypes or a sealed type.");
		}
		JavaType base = this.introspection.javaType(type);
		Set<Class<?>> subtypes = this.introspection.subtypes(base, source, info);
		if (subtypes.isEmpty() && base.isAbstract()) {
			throw place.failure("The subtypes of '" + type.getTypeName() + "' are not known.",
					"Name them with @JsonSubTypes, or make the type sealed.");
		}
		return subtypes.stream().map((subtype) -> TypeVariables.narrow(type, subtype)).toList();
	}

	static RpcConfigurationException open(Class<?> type, Place place) {
		if (type.isSealed()) {
			return place.failure(
					"The type '" + type.getTypeName()
							+ "' is sealed, but nothing on the wire says which subtype a value is.",
					"Annotate it with @JsonTypeInfo(use = JsonTypeInfo.Id.NAME).");
		}
		return place.failure("The type '" + type.getTypeName() + "' is open: any implementation could be in it.",
				"Use a record or a concrete class, or make the type sealed and annotate it with "
						+ "@JsonTypeInfo(use = JsonTypeInfo.Id.NAME).");
	}

}
