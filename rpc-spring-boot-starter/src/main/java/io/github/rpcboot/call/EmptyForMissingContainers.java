package io.github.rpcboot.call;

import java.lang.reflect.Array;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.DeserializationConfig;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.BeanDeserializerBuilder;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.deser.ValueDeserializerModifier;
import tools.jackson.databind.deser.ValueInstantiator;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.BeanPropertyDefinition;
import tools.jackson.databind.module.SimpleModule;

/**
 * Gives a new bean empty containers where it has none, since a member that is missing
 * never reaches its setter. What the bean's own constructor or fields set stays.
 */
final class EmptyForMissingContainers extends SimpleModule {

	private static final long serialVersionUID = 1L;

	private static final List<Supplier<?>> EMPTIES = List.of(ArrayList::new, LinkedHashSet::new, LinkedHashMap::new,
			TreeSet::new, TreeMap::new, ArrayDeque::new);

	EmptyForMissingContainers() {
		super("rpc-empties");
		setDeserializerModifier(new Modifier());
	}

	private static @Nullable Object empty(Class<?> type) {
		if (type.isArray()) {
			return Array.newInstance(type.getComponentType(), 0);
		}
		for (Supplier<?> empty : EMPTIES) {
			Object candidate = empty.get();
			if (type.isInstance(candidate)) {
				return candidate;
			}
		}
		return null;
	}

	private static final class Modifier extends ValueDeserializerModifier {

		private static final long serialVersionUID = 1L;

		@Override
		public BeanDeserializerBuilder updateBuilder(DeserializationConfig config, BeanDescription.Supplier description,
				BeanDeserializerBuilder builder) {
			List<Member> containers = new ArrayList<>();
			for (Iterator<SettableBeanProperty> all = builder.getProperties(); all.hasNext();) {
				SettableBeanProperty property = all.next();
				AnnotatedMember accessor = accessor(description.get(), property);
				if (accessor != null && EmptyForNullContainers.isContainer(property.getType().getRawClass())) {
					accessor.fixAccess(true);
					containers.add(new Member(property, accessor));
				}
			}
			if (!containers.isEmpty() && builder.getValueInstantiator().canCreateUsingDefault()) {
				builder.setValueInstantiator(new Filling(builder.getValueInstantiator(), containers));
			}
			return builder;
		}

		private static @Nullable AnnotatedMember accessor(BeanDescription description, SettableBeanProperty property) {
			return description.findProperties()
				.stream()
				.filter((definition) -> definition.getName().equals(property.getName()))
				.findFirst()
				.map(BeanPropertyDefinition::getAccessor)
				.orElse(null);
		}

	}

	private record Member(SettableBeanProperty property, AnnotatedMember accessor) {

		void fill(DeserializationContext context, Object bean) {
			Object empty = (this.accessor.getValue(bean) == null) ? empty(this.property.getType().getRawClass()) : null;
			if (empty != null) {
				this.property.set(context, bean, empty);
			}
		}

	}

	private static final class Filling extends ValueInstantiator.Delegating {

		private static final long serialVersionUID = 1L;

		private final transient List<Member> containers;

		Filling(ValueInstantiator delegate, List<Member> containers) {
			super(delegate);
			this.containers = containers;
		}

		@Override
		public Object createUsingDefault(DeserializationContext context) {
			Object bean = super.createUsingDefault(context);
			this.containers.forEach((member) -> member.fill(context, bean));
			return bean;
		}

	}

}
