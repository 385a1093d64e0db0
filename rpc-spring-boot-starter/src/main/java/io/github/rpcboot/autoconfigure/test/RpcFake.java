package io.github.rpcboot.autoconfigure.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Lets a bean of a test answer the references to an application. The bean implements the
 * contract, or several; it stands on the bean's class or on its {@code @Bean} method.
 * <p>
 * A call still takes the way of a call: interceptors, deadline, repeats and fallbacks.
 * Arguments and results of plain contracts are encoded and decoded, and only declared
 * exceptions arrive as themselves. Contracts mapped to REST are handed over as Java
 * objects. An {@code RpcException} that the fake throws is what the caller meets:
 * {@code UNAVAILABLE} stands for an application that cannot be reached. An {@code Error},
 * such as a failed assertion, arrives as it is.
 * <p>
 * Where the application has a bean of the contract as well, plain injection points get
 * that one.
 *
 * @since 0.1.0
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface RpcFake {

	/**
	 * The application that the bean stands in for.
	 * @return its name, as references say it
	 */
	String value();

}
