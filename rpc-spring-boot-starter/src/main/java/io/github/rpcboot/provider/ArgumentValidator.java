package io.github.rpcboot.provider;

import io.github.rpcboot.contract.MethodContract;
import jakarta.validation.Validator;
import org.jspecify.annotations.Nullable;

/**
 * Checks the arguments of incoming calls before the bean is called.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface ArgumentValidator {

	/**
	 * Prepares the checks of a method, once, at start-up.
	 * @param method the method
	 * @param targetType the type behind the bean's proxies
	 * @return its checks, or {@code null} if nothing is constrained
	 */
	@Nullable MethodValidator forMethod(MethodContract method, Class<?> targetType);

	/**
	 * Prepares the checks of the elements of a method's request stream, once, at
	 * start-up.
	 * @param method the method
	 * @param targetType the type behind the bean's proxies
	 * @return the checks of one element, which is the only argument they get;
	 * {@code null} if nothing is constrained
	 */
	default @Nullable MethodValidator forElements(MethodContract method, Class<?> targetType) {
		return null;
	}

	/**
	 * Makes a validator of Jakarta Validation's constraints, on the contract as on the
	 * implementation.
	 * @param validator a validator
	 * @return an argument validator
	 */
	static ArgumentValidator using(Validator validator) {
		return new JakartaArgumentValidator(validator);
	}

	/**
	 * The checks of one method.
	 *
	 * @since 0.1.0
	 */
	@FunctionalInterface
	interface MethodValidator {

		/**
		 * Checks arguments.
		 * @param bean the bean to be called
		 * @param arguments its arguments
		 * @throws io.github.rpcboot.RpcException with {@code invalid_argument}, the paths
		 * and no values
		 */
		void validate(Object bean, @Nullable Object[] arguments);

	}

}
