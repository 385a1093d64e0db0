package io.github.rpcboot.protocol;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.call.RpcContext;

/**
 * The bean behind {@link Probe}. What hangs, hangs until {@link #release()}.
 */
public final class ProbeBean implements Probe {

	private final CountDownLatch released = new CountDownLatch(1);

	private final Semaphore entered = new Semaphore(0);

	private final CountDownLatch seenCanceled = new CountDownLatch(1);

	private final AtomicInteger calls = new AtomicInteger();

	private volatile RpcContext context;

	private volatile Thread handler;

	@Override
	public String echo(String text) {
		this.calls.incrementAndGet();
		this.context = RpcContext.current();
		return text;
	}

	@Override
	public Item item(Item item) {
		return item;
	}

	@Override
	public List<Item> items(int count) {
		return Collections.nCopies(count, Item.example());
	}

	@Override
	public Item nullItem() {
		return null;
	}

	@Override
	public String nullText() {
		return null;
	}

	@Override
	public Optional<String> maybe(boolean present) {
		return present ? Optional.of("there") : Optional.empty();
	}

	@Override
	public void nothing() {
		this.calls.incrementAndGet();
	}

	@Override
	public String text(int length) {
		return "x".repeat(length);
	}

	@Override
	public String fail(RpcStatus status, String message) {
		throw new RpcException(status, message, new IllegalStateException("the secret cause"));
	}

	@Override
	public void reserve(String sku, int missing) throws OutOfStock {
		throw new OutOfStock("Nothing left of " + sku, sku, missing);
	}

	@Override
	public void breakDown(String secret) {
		throw new IllegalStateException("jdbc:" + secret, new ArithmeticException(secret));
	}

	@Override
	public long remainingMillis() {
		return RpcContext.current().deadline().remainingMillis();
	}

	@Override
	public String hang(String text) {
		this.handler = Thread.currentThread();
		this.context = RpcContext.current();
		this.entered.release();
		await(this.released);
		return text;
	}

	@Override
	public boolean waitUntilCanceled() {
		RpcContext.current().cancellation().onCancel(this.seenCanceled::countDown);
		this.entered.release();
		await(this.seenCanceled);
		return true;
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException("A handler is never interrupted", ex);
		}
	}

	@Override
	public CompletableFuture<String> later(String text) {
		return CompletableFuture.supplyAsync(() -> text);
	}

	@Override
	public CompletableFuture<Item> laterNull() {
		return CompletableFuture.completedFuture(null);
	}

	@Override
	public CompletableFuture<String> laterOutOfStock(String sku) {
		return CompletableFuture.failedFuture(new OutOfStock("Later nothing of " + sku, sku, 1));
	}

	@Override
	public CompletableFuture<String> never() {
		this.context = RpcContext.current();
		this.entered.release();
		return new CompletableFuture<>();
	}

	public void release() {
		this.released.countDown();
		this.seenCanceled.countDown();
	}

	/**
	 * Waits for a call that hangs, each time for one more.
	 */
	public void awaitEntered() throws InterruptedException {
		if (!this.entered.tryAcquire(5, TimeUnit.SECONDS)) {
			throw new AssertionError("No call arrived");
		}
	}

	public boolean isCancellationSeen() throws InterruptedException {
		return this.seenCanceled.await(1, TimeUnit.SECONDS);
	}

	public int calls() {
		return this.calls.get();
	}

	public RpcContext context() {
		return this.context;
	}

	public Thread handler() {
		return this.handler;
	}

}
