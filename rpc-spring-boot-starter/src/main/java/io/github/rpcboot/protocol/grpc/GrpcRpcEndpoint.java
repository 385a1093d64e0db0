package io.github.rpcboot.protocol.grpc;

import java.security.Principal;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

import io.github.rpcboot.call.PayloadCodec;
import io.github.rpcboot.call.RpcLimits;
import io.github.rpcboot.call.RpcServices;
import io.github.rpcboot.call.RpcStreams;
import io.github.rpcboot.contract.ServiceContract;
import io.github.rpcboot.contract.schema.ContractSchemas;
import io.grpc.HandlerRegistry;
import io.grpc.ServerBuilder;
import io.grpc.ServerServiceDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The providing side of gRPC: the methods of all services, which a server looks up when
 * they are called. They are known only after the beans are made, which is later than a
 * server wants to be told of them one by one.
 *
 * @since 0.1.0
 */
public final class GrpcRpcEndpoint {

	private GrpcRpcEndpoint() {
	}

	/**
	 * Makes the registry that a server falls back to. It answers for every name, so that
	 * methods that do not exist are refused as on every other protocol.
	 * @param services takes the calls
	 * @param codec how messages are encoded
	 * @param settings limits, times, and what belongs to the server
	 * @param drain knows the calls of this server
	 * @return a registry
	 */
	public static HandlerRegistry registry(RpcServices services, PayloadCodec codec, Settings settings,
			GrpcDrain drain) {
		return new GrpcHandlers(services, settings, new IncomingCalls(services, codec, settings, drain),
				new ServedMethods(codec));
	}

	/**
	 * Lets a server find methods in a registry, behind those that it knows itself.
	 * @param registry the registry
	 * @param builder the server's builder
	 */
	public static void serve(HandlerRegistry registry, ServerBuilder<?> builder) {
		builder.fallbackHandlerRegistry(registry);
		if (registry instanceof GrpcHandlers handlers) {
			builder.addStreamTracerFactory(WholeCall.tracers(handlers::isStream));
		}
	}

	/**
	 * Limits and times of the providing side, and what the server brings.
	 *
	 * @param timeout the deadline of a call whose caller sends none, and the most that
	 * one may ask for
	 * @param timeoutOrigin the configuration key that it comes from
	 * @param limits how large messages may be
	 * @param exactNames whether a method answers only to its name with a capital, so that
	 * rules for names hold; else its first letter may be in either case
	 * @param server what belongs to the server
	 * @param streamIdle the longest time that the next message of a request stream is
	 * waited for, and room for one of a response stream
	 * @since 0.1.0
	 */
	public record Settings(Duration timeout, String timeoutOrigin, RpcLimits limits, boolean exactNames,
			ServerParts server, Duration streamIdle) {

		/**
		 * Settings with the usual time between two messages of a stream.
		 * @param timeout the deadline of a call whose caller sends none, and the most
		 * that one may ask for
		 * @param timeoutOrigin the configuration key that it comes from
		 * @param limits how large messages may be
		 * @param exactNames whether a method answers only to its name with a capital
		 * @param server what belongs to the server
		 */
		public Settings(Duration timeout, String timeoutOrigin, RpcLimits limits, boolean exactNames,
				ServerParts server) {
			this(timeout, timeoutOrigin, limits, exactNames, server, RpcStreams.IDLE);
		}

	}

	/**
	 * What belongs to the server and not to the calls.
	 *
	 * @param contracts supplies the contracts that are provided, for reflection
	 * @param schemas knows their schemas, for reflection; {@code null} if nobody does
	 * @param interceptors puts the server's interceptors around a service
	 * @param principal supplies who is known to call, on the thread of the call;
	 * {@code null} where nobody is
	 * @param handing takes what the interceptors have bound to the thread of the call
	 * along to the thread that handles its streams
	 * @since 0.1.0
	 */
	public record ServerParts(Supplier<Collection<ServiceContract>> contracts, @Nullable ContractSchemas schemas,
			UnaryOperator<ServerServiceDefinition> interceptors, Supplier<@Nullable Principal> principal,
			UnaryOperator<Runnable> handing) {

		/**
		 * A server whose interceptors bind nothing to threads.
		 * @param contracts supplies the contracts that are provided
		 * @param schemas knows their schemas, {@code null} if nobody does
		 * @param interceptors puts the server's interceptors around a service
		 * @param principal supplies who is known to call
		 */
		public ServerParts(Supplier<Collection<ServiceContract>> contracts, @Nullable ContractSchemas schemas,
				UnaryOperator<ServerServiceDefinition> interceptors, Supplier<@Nullable Principal> principal) {
			this(contracts, schemas, interceptors, principal, UnaryOperator.identity());
		}

		/**
		 * A server without reflection, interceptors and security.
		 * @return parts that do nothing
		 */
		public static ServerParts none() {
			return new ServerParts(List::of, null, UnaryOperator.identity(), () -> null);
		}

	}

}
