package io.github.rpcboot.protocol.grpc;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

@Timeout(60)
class InboxTests {

	private static final byte[] TINY = new byte[8];

	private static final byte[] LARGE = new byte[1024 * 1024];

	private final AtomicInteger asked = new AtomicInteger();

	private final Inbox inbox = new Inbox(this.asked::addAndGet);

	/** Hands out what was asked for, as a transport does whose peer sends at once. */
	private int deliver(byte[] message, int most) {
		int delivered = 0;
		while (this.asked.get() > 0 && delivered < most) {
			this.asked.decrementAndGet();
			this.inbox.add(message);
			delivered++;
		}
		return delivered;
	}

	@Test
	void nothingIsAskedForBeforeItIsOpen() {
		assertThat(this.asked).hasValue(0);
		this.inbox.open();
		assertThat(this.asked).hasValue(4);
	}

	@Test
	void smallMessagesComeManyAtATime() {
		this.inbox.open();
		assertThat(deliver(TINY, Integer.MAX_VALUE)).isBetween(100, 132);
		for (int i = 0; i < 10; i++) {
			this.inbox.poll();
		}
		assertThat(deliver(TINY, Integer.MAX_VALUE)).as("before half was taken").isZero();
		for (int i = 0; i < 70; i++) {
			this.inbox.poll();
		}
		assertThat(deliver(TINY, Integer.MAX_VALUE)).isGreaterThan(60);
	}

	@Test
	void fewLargeMessagesWaitForAReaderWhoRestsWhateverCameBefore() {
		this.inbox.open();
		for (int i = 0; i < 100; i++) {
			assertThat(deliver(TINY, 1)).isOne();
			assertThat(this.inbox.poll()).isSameAs(TINY);
		}
		assertThat(deliver(LARGE, Integer.MAX_VALUE)).isBetween(1, 4);
		for (int i = 0; i < 20; i++) {
			this.inbox.poll();
			deliver(LARGE, Integer.MAX_VALUE);
			assertThat(this.inbox.poll()).isNotNull();
			assertThat(deliver(LARGE, Integer.MAX_VALUE)).isLessThanOrEqualTo(4);
		}
	}

	@Test
	void aReaderAndAWriterNeverWaitForEachOther() throws InterruptedException {
		int count = 100_000;
		Semaphore room = new Semaphore(0);
		AtomicLong sent = new AtomicLong();
		Inbox mixed = new Inbox(room::release);
		Thread transport = new Thread(() -> {
			for (int i = 0; i < count; i++) {
				room.acquireUninterruptibly();
				byte[] message = new byte[(i % 100 == 0) ? 70_000 : i % 900];
				sent.addAndGet(message.length);
				mixed.add(message);
			}
			mixed.complete();
		});
		transport.start();
		mixed.open();
		long read = 0;
		int messages = 0;
		while (messages < count) {
			byte[] message = mixed.poll();
			if (message == null) {
				mixed.enter();
				message = mixed.poll();
				if (message == null) {
					LockSupport.parkNanos(mixed, 1_000_000);
				}
				mixed.leave();
			}
			if (message != null) {
				messages++;
				read += message.length;
			}
		}
		transport.join();
		assertThat(read).isEqualTo(sent.get());
		assertThat(mixed.isComplete()).isTrue();
	}

}
