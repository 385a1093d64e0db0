package io.github.rpcboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Injects a client for a contract interface that another application serves. It is an
 * {@link Autowired} and a {@link Qualifier} of its own: a plain injection point of the
 * same type never receives the client.
 *
 * @since 0.1.0
 * @see RemoteService
 */
@Target({ ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Autowired
@Qualifier
public @interface RemoteReference {

	/**
	 * The name of the providing application, a key of {@code rpc.endpoints}, or a URL if
	 * it holds {@code ://}. Empty means what {@code @FeignClient} says on the contract,
	 * and else the only application that is configured. Placeholders such as
	 * {@code ${orders.application}} are resolved.
	 * @return the application's name, a URL, or the empty string
	 */
	String value() default "";

}
