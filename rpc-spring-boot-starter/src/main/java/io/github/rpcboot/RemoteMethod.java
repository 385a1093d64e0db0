package io.github.rpcboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Refines one method of a contract interface. Optional, but overloaded methods need
 * distinct names.
 *
 * @since 0.1.0
 * @see RemoteContract
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface RemoteMethod {

	/**
	 * The wire name of the method.
	 * @return the wire name, or the empty string for the Java name
	 */
	String value() default "";

	/**
	 * What a repeated call does. {@link Idempotency#UNKNOWN} takes over what the contract
	 * says.
	 * @return the idempotency of this method
	 */
	Idempotency idempotency() default Idempotency.UNKNOWN;

}
