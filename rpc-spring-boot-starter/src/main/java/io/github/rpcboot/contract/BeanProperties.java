package io.github.rpcboot.contract;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import tools.jackson.databind.BeanDescription;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.introspect.AnnotatedParameter;
import tools.jackson.databind.introspect.BeanPropertyDefinition;

/**
 * The properties of a bean or record with their types: those that are written, and those
 * that are read and are of another type or not written.
 */
final class BeanProperties {

	private final TypeVariables variables;

	private final String owner;

	private final List<Property> properties = new ArrayList<>();

	private final Map<String, Class<?>> written = new HashMap<>();

	private BeanProperties(Type type) {
		this.variables = TypeVariables.of(type);
		this.owner = TypeVariables.rawClass(type).getSimpleName();
	}

	static List<Property> of(Type type, Introspection introspection) {
		JavaType bean = introspection.javaType(type);
		BeanProperties collected = new BeanProperties(type);
		collected.addWritten(introspection.describeForWriting(bean));
		collected.addRead(introspection.describeForReading(bean));
		return collected.properties;
	}

	static Property ofMember(Type type, AnnotatedMember member) {
		return new BeanProperties(type).toProperty(member.getName(), member);
	}

	private void addWritten(BeanDescription description) {
		for (BeanPropertyDefinition definition : description.findProperties()) {
			AnnotatedMember member = definition.getAccessor();
			if (member != null) {
				this.written.put(definition.getName(), member.getRawType());
				this.properties.add(toProperty(definition.getName(), member));
			}
		}
		AnnotatedMember others = description.findAnyGetter();
		if (others != null) {
			this.properties.add(toProperty("*", others));
		}
	}

	private void addRead(BeanDescription description) {
		for (BeanPropertyDefinition definition : description.findProperties()) {
			AnnotatedMember member = definition.getMutator();
			if (member != null && member.getRawType() != this.written.get(definition.getName())) {
				this.properties.add(toProperty(definition.getName(), member));
			}
		}
	}

	private Property toProperty(String name, AnnotatedMember member) {
		return new Property(this.owner + "." + name, this.variables.resolve(declaredType(member)), member);
	}

	private static Type declaredType(AnnotatedMember member) {
		AnnotatedElement element = (member instanceof AnnotatedParameter parameter)
				? parameter.getOwner().getAnnotated() : member.getAnnotated();
		if (element instanceof Field field) {
			return field.getGenericType();
		}
		if (element instanceof Method method && method.getParameterCount() == 0) {
			return method.getGenericReturnType();
		}
		if (element instanceof Executable executable) {
			int index = (member instanceof AnnotatedParameter parameter) ? parameter.getIndex() : 0;
			return TypeVariables.parameterType(executable, index);
		}
		return member.getRawType();
	}

	/**
	 * A property, with its owner in its name.
	 */
	record Property(String name, Type type, AnnotatedMember member) {
	}

}
