package io.github.rpcboot.call;

import java.io.ByteArrayInputStream;

import io.github.rpcboot.contract.MethodContract;
import org.jspecify.annotations.Nullable;

/**
 * Turns arguments and results into messages of one format, and back. Readers and writers
 * are made once per method.
 *
 * @since 0.1.0
 */
public interface PayloadCodec {

	/**
	 * The name of the format, as in {@code application/json}.
	 * @return the subtype
	 */
	String name();

	/**
	 * The readers and writers of a method; made on first use, so ask once at start-up.
	 * @param method the method
	 * @return its readers and writers
	 */
	MethodCodec forMethod(MethodContract method);

	/**
	 * Makes at the start what the messages of a method need. Declared exceptions alone
	 * may need less, so that {@link #forMethod} may succeed where this does not.
	 * @param method a method whose messages will have this format
	 * @throws io.github.rpcboot.RpcConfigurationException if they cannot have it
	 */
	default void prepare(MethodContract method) {
		forMethod(method);
	}

	/**
	 * The readers and writers of one method. Every failure is an
	 * {@link io.github.rpcboot.RpcException} that names the place in the message and
	 * nothing else.
	 *
	 * @since 0.1.0
	 */
	interface MethodCodec {

		/**
		 * Writes the request message.
		 * @param arguments the arguments in order
		 * @return the message
		 */
		byte[] encodeArguments(@Nullable Object[] arguments);

		/**
		 * Reads the request message.
		 * @param body the unread message
		 * @return the arguments in order
		 */
		@Nullable Object[] decodeArguments(RequestBody body);

		/**
		 * Writes the response message.
		 * @param result the result
		 * @return a success
		 */
		RpcReply encodeResult(@Nullable Object result);

		/**
		 * Reads the response message.
		 * @param reply a success
		 * @return the result
		 */
		@Nullable Object decodeResult(RpcReply reply);

		/**
		 * Writes one message of a request stream: that of a call with this element as its
		 * only argument.
		 * @param element the element, never {@code null}
		 * @return the message
		 */
		default byte[] encodeRequestElement(Object element) {
			return encodeArguments(new @Nullable Object[] { element });
		}

		/**
		 * Reads one message of a request stream.
		 * @param body the unread message
		 * @return the element, perhaps {@code null}
		 */
		default @Nullable Object decodeRequestElement(RequestBody body) {
			return decodeArguments(body)[0];
		}

		/**
		 * Writes one message of a response stream: that of an answer with this result.
		 * @param element the element, never {@code null}
		 * @return the message
		 */
		default byte[] encodeResponseElement(Object element) {
			return encodeResult(element).body();
		}

		/**
		 * Reads one message of a response stream.
		 * @param message the message
		 * @return the element, perhaps {@code null}
		 */
		default @Nullable Object decodeResponseElement(byte[] message) {
			return decodeResult(RpcReply.success(message, false));
		}

		/**
		 * Writes a thrown exception if the contract declares it.
		 * @param thrown what the method threw
		 * @return the failure that carries it, or {@code null} if it is not declared
		 */
		@Nullable RpcFailure encodeException(Throwable thrown);

		/**
		 * Makes a declared exception again.
		 * @param failure a failure with an exception
		 * @return the exception, or {@code null} if the contract does not declare it or
		 * it cannot be made
		 */
		@Nullable Throwable decodeException(RpcFailure failure);

	}

	/**
	 * Reads a whole message as bytes, for transports that hold it in memory.
	 * @param bytes the message
	 * @return a body
	 */
	default RequestBody body(byte[] bytes) {
		return RequestBody.of(this, () -> new ByteArrayInputStream(bytes));
	}

}
