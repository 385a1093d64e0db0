package io.github.rpcboot.provider;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.contract.MethodContract;
import jakarta.validation.ConstraintDeclarationException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.validation.Validator;
import jakarta.validation.metadata.CascadableDescriptor;
import jakarta.validation.metadata.MethodDescriptor;
import org.jspecify.annotations.Nullable;

import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.util.ClassUtils;

/** Checks arguments with Jakarta Validation. */
final class JakartaArgumentValidator implements ArgumentValidator {

	/** A shorter value is more likely a bound that the message names. */
	private static final int SHORTEST_SECRET = 4;

	private final Validator validator;

	JakartaArgumentValidator(Validator validator) {
		this.validator = validator;
	}

	@Override
	public @Nullable MethodValidator forMethod(MethodContract method, Class<?> targetType) {
		Method implementation = implementation(method, targetType);
		MethodDescriptor descriptor = descriptor(implementation, targetType);
		if (descriptor == null || !descriptor.hasConstrainedParameters()) {
			return null;
		}
		return (bean, arguments) -> validate(method, implementation, target(bean), arguments);
	}

	/**
	 * A stream is no container that a validator could look into before it is read. What
	 * asks for its elements to be checked is a parameter that is {@code @Valid}.
	 */
	@Override
	public @Nullable MethodValidator forElements(MethodContract method, Class<?> targetType) {
		MethodDescriptor descriptor = descriptor(implementation(method, targetType), targetType);
		if (descriptor == null
				|| descriptor.getParameterDescriptors().stream().noneMatch(CascadableDescriptor::isCascaded)) {
			return null;
		}
		return (bean, elements) -> requireNone(method, this.validator.validate(elements[0]));
	}

	private static Method implementation(MethodContract method, Class<?> targetType) {
		return BridgeMethodResolver
			.findBridgedMethod(ClassUtils.getMostSpecificMethod(method.javaMethod(), targetType));
	}

	private @Nullable MethodDescriptor descriptor(Method implementation, Class<?> targetType) {
		try {
			return this.validator.getConstraintsForClass(targetType)
				.getConstraintsForMethod(implementation.getName(), implementation.getParameterTypes());
		}
		catch (ConstraintDeclarationException ex) {
			throw new RpcConfigurationException(
					"The constraints of " + targetType.getName() + " cannot be read: " + ex.getMessage(),
					"Correct them. A validator cannot look into a stream: write '@Valid Stream<Item>' instead of"
							+ " 'Stream<@Valid Item>'.");
		}
	}

	private static Object target(Object bean) {
		Object target = AopProxyUtils.getSingletonTarget(bean);
		return (target != null) ? target : bean;
	}

	private void validate(MethodContract method, Method implementation, Object target, @Nullable Object[] arguments) {
		requireNone(method, this.validator.forExecutables().validateParameters(target, implementation, arguments));
	}

	private static void requireNone(MethodContract method, Set<? extends ConstraintViolation<?>> violations) {
		if (!violations.isEmpty()) {
			String problems = violations.stream()
				.map((violation) -> describe(method, violation))
				.sorted()
				.collect(Collectors.joining("; "));
			throw new RpcException(RpcStatus.INVALID_ARGUMENT, "The request is not valid: " + problems + ".");
		}
	}

	private static String describe(MethodContract method, ConstraintViolation<?> violation) {
		StringBuilder path = new StringBuilder("$");
		for (Path.Node node : violation.getPropertyPath()) {
			append(path, method, node);
		}
		return "'" + path + "' " + (printsValue(violation) ? "is not valid" : violation.getMessage());
	}

	/**
	 * A message may take the value from its own template or from one in a resource
	 * bundle, of which only the outcome is known here.
	 */
	private static boolean printsValue(ConstraintViolation<?> violation) {
		Object value = violation.getInvalidValue();
		return violation.getMessageTemplate().contains("validatedValue")
				|| (value != null && holds(violation.getMessage(), value.toString().strip()));
	}

	private static boolean holds(String message, String word) {
		return word.length() >= SHORTEST_SECRET
				&& Pattern.compile("(?<![\\p{L}\\p{N}])" + Pattern.quote(word) + "(?![\\p{L}\\p{N}])")
					.matcher(message)
					.find();
	}

	private static void append(StringBuilder path, MethodContract method, Path.Node node) {
		if (node.isInIterable() && node.getIndex() != null) {
			path.append('[').append(node.getIndex()).append(']');
		}
		if (node.getKind() == ElementKind.PARAMETER) {
			int index = node.as(Path.ParameterNode.class).getParameterIndex();
			if (!method.isParameterTheMessage()) {
				path.append('.').append(method.parameterNames().get(index));
			}
		}
		else if (node.getKind() == ElementKind.PROPERTY) {
			path.append('.').append(node.getName());
		}
	}

}
