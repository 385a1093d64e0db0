package io.github.rpcboot.autoconfigure.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.junit.jupiter.api.extension.ExtendWith;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Tests the part of an application that calls, or provides, remote services: the named
 * components, remote calls and JSON, and nothing else. There is no web server.
 * <p>
 * References are answered by {@link RpcFake} beans, by {@code @RemoteService} beans of
 * the test ({@link #inProcess()}), or by an {@link RpcRecording}.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(RpcTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(RpcTestTypeExcludeFilter.class)
@AutoConfigureRpcTest
@ImportAutoConfiguration
public @interface RpcTest {

	/**
	 * The components to test, which the application's scan would find: those that hold
	 * references, and {@code @RemoteService} beans.
	 * @return classes
	 */
	@AliasFor("components")
	Class<?>[] value() default {};

	/**
	 * The components to test; the same as {@link #value()}.
	 * @return classes
	 */
	@AliasFor("value")
	Class<?>[] components() default {};

	/**
	 * The applications whose services are the {@code @RemoteService} beans of the test.
	 * @return names of applications, as references say them
	 */
	@AliasFor(annotation = AutoConfigureRpcTest.class, attribute = "inProcess")
	String[] inProcess() default {};

	/**
	 * Properties of the environment, as {@code key=value}.
	 * @return properties
	 */
	String[] properties() default {};

	/**
	 * What else of the application's scan to take.
	 * @return filters
	 */
	Filter[] includeFilters() default {};

	/**
	 * What of the application's scan to leave out.
	 * @return filters
	 */
	Filter[] excludeFilters() default {};

	/**
	 * Auto-configurations that this test does without.
	 * @return classes
	 */
	@AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
	Class<?>[] excludeAutoConfiguration() default {};

}
