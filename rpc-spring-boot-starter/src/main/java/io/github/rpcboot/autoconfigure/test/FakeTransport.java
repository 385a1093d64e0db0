package io.github.rpcboot.autoconfigure.test;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.test.Fakes.Fake;
import io.github.rpcboot.call.CallThreads;
import io.github.rpcboot.call.Endpoint;
import io.github.rpcboot.call.FailureMapper;
import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcCall;
import io.github.rpcboot.call.RpcContext;
import io.github.rpcboot.call.RpcFailure;
import io.github.rpcboot.call.RpcReply;
import io.github.rpcboot.call.Transport;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.RestMapping;
import io.github.rpcboot.protocol.inprocess.InProcessTransport;
import io.github.rpcboot.provider.ArgumentValidator;
import io.github.rpcboot.provider.RemoteServices;
import org.jspecify.annotations.Nullable;

/**
 * Lets fakes answer. Calls of plain contracts go through encoded bytes and the providing
 * side, so that a fake cannot promise what a provider could not keep.
 */
final class FakeTransport implements Transport {

	/** Tells apart the calls of which the fake has thrown something. */
	private static final String CALL = "rpc-fake-call";

	private final Fakes fakes;

	private final RemoteServices services;

	private final Transport encoded;

	private final Executor threads = CallThreads.create("rpc-fake-");

	private final Map<String, Fake> known = new ConcurrentHashMap<>();

	private final Map<String, Throwable> thrown = new ConcurrentHashMap<>();

	private FakeTransport(Fakes fakes, RemoteServices services, PayloadCodec codec) {
		this.fakes = fakes;
		this.services = services;
		this.encoded = InProcessTransport.to(services, codec);
	}

	static FakeTransport of(Fakes fakes, PayloadCodec codec) {
		List<FailureMapper> mappers = fakes.beanFactory().getBeanProvider(FailureMapper.class).orderedStream().toList();
		ArgumentValidator validator = fakes.beanFactory().getBeanProvider(ArgumentValidator.class).getIfAvailable();
		return new FakeTransport(fakes,
				RemoteServices.create(List.of(RemoteServices.keepDeadline()), mappers, validator), codec);
	}

	@Override
	public PayloadCodec codec() {
		return this.encoded.codec();
	}

	@Override
	public synchronized void prepare(MethodContract method) {
		Fake fake = this.fakes.find(method);
		if (method.restMapping() != null) {
			this.known.put(fake.contract().getName(), fake);
			return;
		}
		this.encoded.prepare(method);
		if (this.known.putIfAbsent(method.service(), fake) == null) {
			ContractParser parser = this.fakes.beanFactory().getBean(ContractParser.class);
			Object listening = listening(fake);
			this.services.register(parser.parse(fake.contract()), fake.name(), fake.contract(), () -> listening);
		}
	}

	@Override
	public RpcReply send(RpcCall call, Endpoint endpoint) {
		RestMapping mapping = call.method().restMapping();
		if (mapping != null) {
			return handOverInTime(call, mapping.contract());
		}
		String id = UUID.randomUUID().toString();
		RpcReply reply = this.encoded.send(call.withHeader(CALL, id), endpoint);
		Throwable thrown = this.thrown.remove(id);
		RpcFailure failure = reply.failure();
		if (thrown == null || failure == null || failure.exception() != null) {
			return reply;
		}
		RpcFailure met = met(thrown);
		return RpcReply.failure((met != null) ? met : failure.withCause(thrown));
	}

	/** Calls the fake as it is, and notes what it throws, which no wire would tell. */
	private Object listening(Fake fake) {
		return Proxy.newProxyInstance(fake.contract().getClassLoader(), new Class<?>[] { fake.contract() },
				(proxy, method, arguments) -> {
					try {
						return invoke(fake, method, arguments);
					}
					catch (Throwable ex) {
						RpcContext context = RpcContext.current();
						String id = (context != null) ? context.headers().get(CALL) : null;
						if (id != null) {
							this.thrown.put(id, ex);
						}
						throw ex;
					}
				});
	}

	private @Nullable Object invoke(Fake fake, Method method, @Nullable Object @Nullable [] arguments)
			throws Throwable {
		try {
			method.setAccessible(true);
			return method.invoke(this.fakes.bean(fake), arguments);
		}
		catch (InvocationTargetException ex) {
			throw (ex.getCause() != null) ? ex.getCause() : ex;
		}
	}

	/**
	 * On a thread of its own, as behind a socket, so that the deadline frees the caller.
	 */
	private RpcReply handOverInTime(RpcCall call, Class<?> contract) {
		CompletableFuture<RpcReply> answer = new CompletableFuture<>();
		try {
			this.threads.execute(() -> {
				try {
					answer.complete(handOver(call, contract));
				}
				catch (Throwable ex) {
					answer.completeExceptionally(ex);
				}
			});
			return answer.get(call.deadline().remainingNanos(), TimeUnit.NANOSECONDS);
		}
		catch (TimeoutException ex) {
			return RpcReply
				.failure(RpcFailure.over(RpcStatus.DEADLINE_EXCEEDED, "No answer came before the deadline.", true));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			return RpcReply.failure(RpcFailure.over(RpcStatus.CANCELED, "The caller gave up.", true));
		}
		catch (ExecutionException ex) {
			// Only what stops a test comes here: a failed assertion.
			if (ex.getCause() instanceof Error error) {
				throw error;
			}
			throw new IllegalStateException(ex.getCause());
		}
	}

	private RpcReply handOver(RpcCall call, Class<?> contract) {
		Fake fake = this.known.get(contract.getName());
		if (fake == null) {
			fake = this.fakes.find(call.method());
		}
		try {
			Object result = invoke(fake, call.method().javaMethod(), call.arguments());
			return RpcReply.success(new byte[0], result == null).withValue(result);
		}
		catch (Throwable ex) {
			RpcFailure met = met(ex);
			return RpcReply.failure((met != null) ? met : failed(call.method(), fake, ex));
		}
	}

	/** A client of REST has only exceptions that its method declares, or ours. */
	private static RpcFailure failed(MethodContract method, Fake fake, Throwable ex) {
		RpcFailure failure = RpcFailure
			.answered(RpcStatus.INTERNAL, "The fake '" + fake.name() + "' failed. The cause says why.")
			.withCause(ex);
		boolean declared = Arrays.stream(method.javaMethod().getExceptionTypes())
			.anyMatch((type) -> type.isInstance(ex));
		return failure.withThrown(declared ? ex : null);
	}

	/**
	 * An exception of ours is what the call meets, whoever may have made it: other than a
	 * provider's own, {@code UNAVAILABLE} stands for an application out of reach.
	 */
	private static @Nullable RpcFailure met(Throwable thrown) {
		if (thrown instanceof Error error) {
			throw error;
		}
		if (!(thrown instanceof RpcException ex)) {
			return null;
		}
		return switch (ex.status()) {
			case UNAVAILABLE -> ex.mayHaveExecuted() ? RpcFailure.ambiguous(ex.status(), ex.reason(), ex)
					: RpcFailure.neverSent(ex.status(), ex.reason(), ex);
			case DEADLINE_EXCEEDED, CANCELED -> RpcFailure.over(ex.status(), ex.reason(), ex.mayHaveExecuted());
			default -> RpcFailure.answered(ex.status(), ex.reason()).withCause(ex);
		};
	}

}
