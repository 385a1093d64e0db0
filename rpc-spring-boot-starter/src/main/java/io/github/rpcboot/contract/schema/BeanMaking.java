package io.github.rpcboot.contract.schema;

import java.lang.reflect.Executable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.github.rpcboot.contract.schema.MessageType.Creator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.deser.bean.BeanDeserializerBase;
import tools.jackson.databind.deser.bean.BuilderBasedDeserializer;
import tools.jackson.databind.introspect.AnnotatedWithParams;

/**
 * How Jackson makes an object: by a constructor or factory method that takes members, or
 * by one that takes nothing.
 */
record BeanMaking(Executable executable, List<SettableBeanProperty> parameters) {

	static BeanMaking of(Jackson jackson, JavaType type, BeanDeserializerBase deserializer, Trail trail) {
		if (deserializer instanceof BuilderBasedDeserializer) {
			throw TypeReader.refused(type, "is made by a builder",
					"Use a record, or a class with a constructor that " + "@JsonCreator names.", trail);
		}
		ValueInstantiator instantiator = deserializer.getValueInstantiator();
		SettableBeanProperty[] arguments = instantiator.canCreateFromObjectWith()
				? instantiator.getFromObjectArguments(jackson.reading()) : null;
		boolean withArguments = arguments != null && arguments.length > 0;
		AnnotatedWithParams creator = withArguments ? instantiator.getWithArgsCreator()
				: instantiator.getDefaultCreator();
		if (creator == null) {
			throw TypeReader.refused(type, "is made neither of its members nor by a constructor without parameters",
					"Use a record, or give it such a constructor.", trail);
		}
		return new BeanMaking(Members.creator(creator),
				(arguments != null && arguments.length > 0) ? resolved(deserializer, arguments) : List.of());
	}

	/** Those of the deserializer know how their values are read. */
	private static List<SettableBeanProperty> resolved(BeanDeserializerBase deserializer,
			SettableBeanProperty[] arguments) {
		List<SettableBeanProperty> resolved = new ArrayList<>(Arrays.asList(arguments));
		deserializer.properties().forEachRemaining((property) -> {
			for (int i = 0; i < arguments.length; i++) {
				if (arguments[i].getName().equals(property.getName())) {
					resolved.set(i, property);
				}
			}
		});
		return resolved;
	}

	/** Those that Jackson does not read, by {@code @JsonIgnore}, get nothing here. */
	Creator creator(List<FieldType> fields) {
		List<@Nullable FieldType> taken = new ArrayList<>();
		for (SettableBeanProperty parameter : this.parameters) {
			taken.add(fields.stream()
				.filter((field) -> !parameter.isIgnorable() && field.jsonName().equals(parameter.getName()))
				.findFirst()
				.orElse(null));
		}
		return new Creator(this.executable, taken);
	}

}
