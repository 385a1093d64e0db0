package io.github.rpcboot.autoconfigure.rest;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.rest.ForeignShop.Item;
import io.github.rpcboot.call.RpcContext;

import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.server.ResponseStatusException;

/** Serves the contract as a plain bean, which is no controller. */
@RemoteService
class MappedItemsBean implements MappedItems {

	static final LocalDate DAY = LocalDate.of(2026, 11, 23);

	final CountDownLatch open = new CountDownLatch(1);

	final Semaphore held = new Semaphore(0);

	final AtomicInteger started = new AtomicInteger();

	volatile Duration left = Duration.ZERO;

	@Override
	public Item find(long id) {
		this.left = Duration.ofNanos(RpcContext.current().deadline().remainingNanos());
		return new Item(id, "tea", DAY);
	}

	@Override
	public ResponseEntity<Item> add(Item item) {
		return ResponseEntity.created(URI.create("/shop/items/7")).body(new Item(7L, item.name(), item.since()));
	}

	@Override
	public void delete(long id) {
		if (id == 0) {
			throw new ResponseStatusException(HttpStatus.NOT_FOUND);
		}
	}

	@Override
	public Map<String, Object> search(String name, Integer most, List<String> tags, String tenant) {
		return Map.of("name", name, "most", most, "tags", tags, "tenant", tenant);
	}

	@Override
	public Item put(Long id, Item value) {
		return new Item(id, value.name(), value.since());
	}

	@Override
	public String greeting() {
		return "hello";
	}

	@Override
	public String slow(long millis) {
		long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
		while (System.nanoTime() < end) {
			LockSupport.parkNanos(end - System.nanoTime());
		}
		return "late";
	}

	@Override
	public String fail(String how) throws Exception {
		switch (how) {
			case "known" -> throw new RpcException(RpcStatus.FAILED_PRECONDITION, "The shop is closed.");
			case "further" ->
				throw RpcException.builder(RpcStatus.NOT_FOUND, "There is no such row.").method("Rows", "find").build();
			case "gone" -> throw new Gone();
			case "advised" -> throw new Advised();
			default -> throw new IllegalStateException("secret");
		}
	}

	@Override
	public String hold() {
		this.started.incrementAndGet();
		this.held.release();
		try {
			this.open.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		return "held";
	}

	/** Not of the contract. */
	@GetMapping("/secret")
	public String secret() {
		return "secret";
	}

	/** Says its status itself. */
	@ResponseStatus(HttpStatus.GONE)
	static class Gone extends Exception {

		private static final long serialVersionUID = 1L;

	}

	/** Is answered by an advice of the application. */
	static class Advised extends Exception {

		private static final long serialVersionUID = 1L;

	}

}
