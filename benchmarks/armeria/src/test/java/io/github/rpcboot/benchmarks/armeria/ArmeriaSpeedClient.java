package io.github.rpcboot.benchmarks.armeria;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.linecorp.armeria.client.BlockingWebClient;
import com.linecorp.armeria.client.WebClient;
import com.linecorp.armeria.common.AggregatedHttpResponse;
import com.linecorp.armeria.common.HttpHeaderNames;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.RequestHeaders;
import io.github.rpcboot.benchmarks.speed.Order;
import io.github.rpcboot.benchmarks.speed.PeerClient;
import io.github.rpcboot.benchmarks.speed.Shop;
import io.github.rpcboot.benchmarks.speed.User;

/** The blocking web client with readers and writers that were made once. */
public final class ArmeriaSpeedClient implements PeerClient {

	@Override
	public Shop connect(int port, String variant) {
		return new Client(WebClient.of(variant + "://127.0.0.1:" + port).blocking());
	}

	private static final class Client implements Shop {

		private static final ObjectMapper MAPPER = new ObjectMapper();

		private static final ObjectWriter ORDER_WRITER = MAPPER.writerFor(Order.class);

		private static final ObjectReader ORDER_READER = MAPPER.readerFor(Order.class);

		private static final ObjectReader USERS_READER = MAPPER.readerFor(new TypeReference<List<User>>() {
		});

		private static final RequestHeaders POST = RequestHeaders.of(HttpMethod.POST, "/orders",
				HttpHeaderNames.CONTENT_TYPE, MediaType.JSON_UTF_8);

		private final BlockingWebClient client;

		Client(BlockingWebClient client) {
			this.client = client;
		}

		@Override
		public String hello(String name) {
			return checked(this.client.get("/hello/" + name)).contentUtf8();
		}

		@Override
		public Order placeOrder(Order order) {
			try {
				return ORDER_READER.readValue(
						checked(this.client.execute(POST, ORDER_WRITER.writeValueAsBytes(order))).content().array());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		@Override
		public List<User> listUsers(int count) {
			try {
				return USERS_READER.readValue(checked(this.client.get("/users?count=" + count)).content().array());
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

		private static AggregatedHttpResponse checked(AggregatedHttpResponse response) {
			if (response.status().code() != 200) {
				throw new IllegalStateException("The answer is " + response.status() + ".");
			}
			return response;
		}

	}

}
