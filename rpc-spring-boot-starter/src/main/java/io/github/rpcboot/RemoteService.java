package io.github.rpcboot;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.stereotype.Component;

/**
 * Exposes a bean to other services through its contract interface. Put it on the
 * implementation type, which thereby becomes a component, or on a {@code @Bean} method.
 * <p>
 * Only the methods of the contract are exposed, and calls go through the bean's proxy, so
 * that {@code @Transactional} and {@code @PreAuthorize} apply.
 *
 * @since 0.1.0
 * @see RemoteReference
 */
@Target({ ElementType.TYPE, ElementType.METHOD })
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface RemoteService {

	/**
	 * The interface to expose. Without it, the one interface of the bean that comes
	 * neither from {@code java}, {@code javax} or {@code jakarta} nor from Spring; a bean
	 * with several fails the start.
	 * @return the contract interface, or {@code void.class} to find it
	 */
	Class<?> contract() default void.class;

}
