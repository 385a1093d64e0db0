package io.github.rpcboot.call;

import java.util.Collection;
import java.util.Map;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.Version;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.AnnotatedMethod;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/**
 * Reads a null list, set, map or array, and one that a creator misses, as an empty one,
 * as protobuf does, so that adding such a member never breaks an old peer. An annotation
 * of the user's own wins.
 */
final class EmptyForNullContainers extends NopAnnotationIntrospector {

	private static final long serialVersionUID = 1L;

	private static final JsonSetter.Value AS_EMPTY = JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY);

	@Override
	public Version version() {
		return Version.unknownVersion();
	}

	@Override
	public JsonSetter.@Nullable Value findSetterInfo(MapperConfig<?> config, Annotated annotated) {
		return isContainer(rawType(annotated)) ? AS_EMPTY : JsonSetter.Value.empty();
	}

	static boolean isContainer(Class<?> type) {
		return type.isArray() || Collection.class.isAssignableFrom(type) || Map.class.isAssignableFrom(type);
	}

	private static Class<?> rawType(Annotated annotated) {
		return (annotated instanceof AnnotatedMethod method && method.getParameterCount() == 1)
				? method.getRawParameterType(0) : annotated.getRawType();
	}

}
