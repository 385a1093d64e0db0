package io.github.rpcboot.protocol.http;

import java.io.InputStream;
import java.io.Reader;
import java.util.Iterator;
import java.util.stream.BaseStream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.io.Resource;

/** Arguments that are empty, or refuse, when they are read again. */
final class OnceReadable {

	private OnceReadable() {
	}

	static boolean isAmong(@Nullable Object[] arguments) {
		for (Object argument : arguments) {
			if (argument instanceof InputStream || argument instanceof Reader || argument instanceof Iterator
					|| argument instanceof BaseStream || (argument instanceof Resource resource && resource.isOpen())) {
				return true;
			}
		}
		return false;
	}

}
