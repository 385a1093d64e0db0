package io.github.rpcboot.protocol.http;

import java.io.IOException;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.Deadline;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

/** A request whose body is not read beyond the deadline, however slowly it comes. */
final class TimedRequest extends HttpServletRequestWrapper {

	private final Deadline deadline;

	TimedRequest(HttpServletRequest request, Deadline deadline) {
		super(request);
		this.deadline = deadline;
	}

	@Override
	public ServletInputStream getInputStream() throws IOException {
		return new TimedInput(super.getInputStream(), this.deadline);
	}

	private static final class TimedInput extends ServletInputStream {

		private final ServletInputStream in;

		private final Deadline deadline;

		TimedInput(ServletInputStream in, Deadline deadline) {
			this.in = in;
			this.deadline = deadline;
		}

		@Override
		public int read() throws IOException {
			return inTime(this.in.read());
		}

		@Override
		public int read(byte[] bytes, int offset, int length) throws IOException {
			return inTime(this.in.read(bytes, offset, length));
		}

		private int inTime(int read) {
			if (this.deadline.isExpired()) {
				throw new RpcException(RpcStatus.DEADLINE_EXCEEDED,
						"The deadline passed while the request was being read.");
			}
			return read;
		}

		@Override
		public int available() throws IOException {
			return this.in.available();
		}

		@Override
		public boolean isFinished() {
			return this.in.isFinished();
		}

		@Override
		public boolean isReady() {
			return this.in.isReady();
		}

		@Override
		public void setReadListener(ReadListener listener) {
			this.in.setReadListener(listener);
		}

	}

}
