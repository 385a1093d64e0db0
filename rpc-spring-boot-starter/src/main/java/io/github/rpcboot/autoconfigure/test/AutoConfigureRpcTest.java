package io.github.rpcboot.autoconfigure.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Brings remote calls into a test, and says which applications are answered by the test
 * itself. Stands beside {@code @SpringBootTest}, {@code @WebMvcTest} or another slice;
 * {@link RpcTest} is a slice of its own.
 * <p>
 * No address has to be configured for an application that is named here, and one that is
 * configured is not used.
 *
 * @since 0.1.0
 * @see RpcFake
 * @see RpcRecording
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
public @interface AutoConfigureRpcTest {

	/**
	 * The applications whose services are the {@code @RemoteService} beans of the test's
	 * context. Arguments and results are encoded as on the wire; there is no socket.
	 * @return names of applications, as references say them
	 */
	String[] inProcess() default {};

	/**
	 * The applications that the web server of the test stands for, at whatever port it
	 * has: for {@code @SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)}.
	 * @return names of applications, as references say them
	 */
	String[] localServer() default {};

}
