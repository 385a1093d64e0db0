package io.github.rpcboot.call.protobuf;

import java.io.IOException;
import java.io.Serial;

/**
 * A message is nested deeper than the limit.
 */
final class TooDeepException extends IOException {

	@Serial
	private static final long serialVersionUID = 1L;

}
