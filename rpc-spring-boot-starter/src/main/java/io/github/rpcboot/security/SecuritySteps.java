package io.github.rpcboot.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcInterceptor;
import io.github.rpcboot.call.RpcReply;

/**
 * The door of this room: the steps of both chains.
 *
 * @since 0.1.0
 */
public final class SecuritySteps {

	private static final String AUTHORIZATION = "authorization";

	private static final String BEARER = "Bearer ";

	private SecuritySteps() {
	}

	/**
	 * Sends a static bearer token (RFC 6750), unless the call has credentials already.
	 * @param token the token
	 * @return a step of the consumer's chain
	 */
	public static RpcInterceptor sendToken(String token) {
		String value = BEARER + token;
		return (call, next) -> next
			.handle((call.headers().get(AUTHORIZATION) == null) ? call.withHeader(AUTHORIZATION, value) : call);
	}

	/**
	 * Requires a static bearer token. The comparison takes the same time wherever the
	 * tokens differ.
	 * @param token the token
	 * @return a step of the provider's chain
	 */
	public static RpcInterceptor requireToken(String token) {
		byte[] expected = token.getBytes(StandardCharsets.UTF_8);
		return (call, next) -> hasToken(call, expected) ? next.handle(call) : RpcReply
			.failure(RpcFailure.answered(RpcStatus.UNAUTHENTICATED,
					"The call carries no valid token. Send 'Authorization: Bearer <token>'; a consumer of this starter"
							+ " sets 'rpc.consumer.targets.<application>.token'."));
	}

	private static boolean hasToken(RpcCall call, byte[] expected) {
		String sent = call.headers().get(AUTHORIZATION);
		return sent != null && sent.regionMatches(true, 0, BEARER, 0, BEARER.length())
				&& MessageDigest.isEqual(sent.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8), expected);
	}

	/**
	 * Asks the application's authorizers.
	 * @param authorizers each must agree
	 * @return a step of the provider's chain
	 */
	public static RpcInterceptor authorize(List<RpcAuthorizer> authorizers) {
		return (call, next) -> {
			for (RpcAuthorizer authorizer : authorizers) {
				if (!authorizer.permits(call)) {
					return RpcReply.failure(RpcFailure.answered(RpcStatus.PERMISSION_DENIED,
							"The caller may not call " + call.method() + "."));
				}
			}
			return next.handle(call);
		};
	}

}
