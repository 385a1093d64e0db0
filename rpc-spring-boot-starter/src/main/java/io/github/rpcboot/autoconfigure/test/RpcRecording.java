package io.github.rpcboot.autoconfigure.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Answers the calls of an application with exchanges from a file. A small HTTP server at
 * a port of the test's own replays them, so that everything on the way to the wire is
 * real: for plain contracts and for those mapped to REST.
 * <p>
 * A request that the file does not hold is refused, and fails the test. Equal requests
 * are answered in the order of the file, the last answer again and again; every test
 * method begins anew.
 * <p>
 * {@code -Drpc.record.<application>=http://host:port}, or the environment variable
 * {@code RPC_RECORD_<APPLICATION>}, writes the file: the calls go to that address, and
 * credentials are left out.
 *
 * @since 0.1.0
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@Repeatable(RpcRecording.List.class)
public @interface RpcRecording {

	/**
	 * The application whose calls are answered.
	 * @return its name, as references say it
	 */
	String application();

	/**
	 * The file, as a path below {@code src/test/resources}.
	 * @return the path, such as {@code recordings/shop.json}
	 */
	String file();

	/**
	 * Whether the test class fails if it has not asked for every exchange of the file.
	 * @return whether all of them have to be used
	 */
	boolean allUsed() default false;

	/**
	 * Holds several recordings, one for each application.
	 *
	 * @since 0.1.0
	 */
	@Target(ElementType.TYPE)
	@Retention(RetentionPolicy.RUNTIME)
	@Documented
	@Inherited
	@interface List {

		/**
		 * The recordings.
		 * @return one for each application
		 */
		RpcRecording[] value();

	}

}
