package io.github.rpcboot.benchmarks.grpc;

import java.util.List;

import io.github.rpcboot.benchmarks.grpc.proto.LineMessage;
import io.github.rpcboot.benchmarks.grpc.proto.OrderMessage;
import io.github.rpcboot.benchmarks.grpc.proto.UserList;
import io.github.rpcboot.benchmarks.grpc.proto.UserMessage;
import io.github.rpcboot.benchmarks.speed.Line;
import io.github.rpcboot.benchmarks.speed.Order;
import io.github.rpcboot.benchmarks.speed.User;

/** The same content as generated messages. Made once, not per call. */
final class Messages {

	private Messages() {
	}

	static OrderMessage of(Order order) {
		OrderMessage.Builder message = OrderMessage.newBuilder()
			.setId(order.getId())
			.setCustomer(order.getCustomer())
			.setNote(order.getNote());
		for (Line line : order.getLines()) {
			message.addLines(LineMessage.newBuilder()
				.setSku(line.getSku())
				.setName(line.getName())
				.setQuantity(line.getQuantity())
				.setPriceCents(line.getPriceCents()));
		}
		return message.build();
	}

	static UserList of(List<User> users) {
		UserList.Builder list = UserList.newBuilder();
		for (User user : users) {
			list.addUsers(UserMessage.newBuilder()
				.setId(user.getId())
				.setName(user.getName())
				.setEmail(user.getEmail())
				.setCity(user.getCity()));
		}
		return list.build();
	}

}
