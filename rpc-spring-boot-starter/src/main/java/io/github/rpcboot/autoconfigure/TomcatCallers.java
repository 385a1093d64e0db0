package io.github.rpcboot.autoconfigure;

import java.io.IOException;
import java.lang.reflect.AccessibleObject;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.function.BooleanSupplier;

import io.github.rpcboot.protocol.http.CallerPresence;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletRequestWrapper;
import jakarta.servlet.http.HttpServletRequest;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.RequestFacade;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.apache.coyote.AbstractProcessor;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Asks Tomcat. Over HTTP/1.1 the socket is read without waiting, into the buffer before
 * that of the request, from which Tomcat takes whatever came when it reads on. The public
 * way, {@code ActionCode.AVAILABLE}, reads into the buffer of the request itself, and
 * loses a further request that has come together with the body of this one. Tomcat hides
 * the socket of a request, so the way to it may be gone in another version: then nobody
 * is asked. Over HTTP/2 a thread of Tomcat's reads all the time, and notes on the request
 * that its stream was reset or its connection has gone. A caller who has sent anything
 * behind its request hides its end: that is not read before this request is over.
 */
final class TomcatCallers implements CallerPresence {

	private static final Log logger = LogFactory.getLog(TomcatCallers.class);

	private final @Nullable Way way;

	TomcatCallers() {
		this(Way.known());
	}

	TomcatCallers(@Nullable Way way) {
		this.way = way;
	}

	@Override
	public @Nullable BooleanSupplier whetherGone(HttpServletRequest request) {
		ServletRequest innermost = request;
		while (innermost instanceof ServletRequestWrapper wrapper) {
			innermost = wrapper.getRequest();
		}
		if (this.way == null || !(innermost instanceof RequestFacade facade)) {
			return null;
		}
		try {
			return whetherGone(facade, this.way);
		}
		catch (ReflectiveOperationException | RuntimeException ex) {
			logger.debug("The connection of a request cannot be found", ex);
			return null;
		}
	}

	private static @Nullable BooleanSupplier whetherGone(RequestFacade facade, Way way)
			throws ReflectiveOperationException {
		if (!(way.request().get(facade) instanceof Request known)) {
			return null;
		}
		org.apache.coyote.Request request = known.getCoyoteRequest();
		if (facade.getProtocol().equals("HTTP/2.0")) {
			return () -> request.getAttribute(RequestDispatcher.ERROR_EXCEPTION) instanceof IOException;
		}
		return (way.processor().get(request) instanceof Http11Processor processor
				&& way.socket().invoke(processor) instanceof NioSocketWrapper socket) ? () -> isClosed(socket) : null;
	}

	/** A server that stops may be about to close the socket on another thread. */
	private static boolean isClosed(NioSocketWrapper socket) {
		try {
			socket.isReadyForRead();
			return false;
		}
		catch (IOException ex) {
			return true;
		}
		catch (RuntimeException ex) {
			logger.debug("The connection of a request cannot be looked at", ex);
			return false;
		}
	}

	/**
	 * From a request as servlets see it to its socket.
	 *
	 * @param request the request behind a facade
	 * @param processor what handles a request for a connection
	 * @param socket the connection of a processor
	 */
	record Way(Field request, Field processor, Method socket) {

		static @Nullable Way known() {
			return of("request", "hook", "getSocketWrapper");
		}

		static @Nullable Way of(String request, String processor, String socket) {
			try {
				return new Way(open(RequestFacade.class.getDeclaredField(request)),
						open(org.apache.coyote.Request.class.getDeclaredField(processor)),
						open(AbstractProcessor.class.getDeclaredMethod(socket)));
			}
			catch (ReflectiveOperationException | RuntimeException ex) {
				logger.warn(
						"This version of Tomcat does not show the sockets of its requests, so a stream that is"
								+ " quiet learns that its caller has gone only when it sends next. Please report it.",
						ex);
				return null;
			}
		}

		private static <T extends AccessibleObject> T open(T member) {
			member.setAccessible(true);
			return member;
		}

	}

}
