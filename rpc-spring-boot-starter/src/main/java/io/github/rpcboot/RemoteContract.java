package io.github.rpcboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Refines a contract interface, or the wire name of an exception that a contract
 * declares. Optional: a plain interface is a contract already.
 *
 * @since 0.1.0
 * @see RemoteMethod
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface RemoteContract {

	/**
	 * The wire name, for example {@code shop.v2.Orders}. The version of a contract lives
	 * in its name.
	 * @return the wire name, or the empty string for the simple name of the type
	 */
	String value() default "";

	/**
	 * What a repeated call does, for every method that does not say otherwise.
	 * @return the idempotency of the contract's methods
	 */
	Idempotency idempotency() default Idempotency.UNKNOWN;

}
