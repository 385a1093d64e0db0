package io.github.rpcboot.benchmarks.parts;

import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.benchmarks.grpc.proto.LineMessage;
import io.github.rpcboot.benchmarks.grpc.proto.OrderMessage;
import io.github.rpcboot.benchmarks.grpc.proto.UserList;
import io.github.rpcboot.benchmarks.grpc.proto.UserMessage;
import io.github.rpcboot.benchmarks.speed.Line;
import io.github.rpcboot.benchmarks.speed.Order;
import io.github.rpcboot.benchmarks.speed.User;

/** Copies between the beans of an application and generated messages. */
final class GeneratedMessages {

	private GeneratedMessages() {
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

	static Order toOrder(OrderMessage message) {
		Order order = new Order();
		order.setId(message.getId());
		order.setCustomer(message.getCustomer());
		order.setNote(message.getNote());
		List<Line> lines = new ArrayList<>(message.getLinesCount());
		for (LineMessage line : message.getLinesList()) {
			lines.add(toLine(line));
		}
		order.setLines(lines);
		return order;
	}

	private static Line toLine(LineMessage message) {
		Line line = new Line();
		line.setSku(message.getSku());
		line.setName(message.getName());
		line.setQuantity(message.getQuantity());
		line.setPriceCents(message.getPriceCents());
		return line;
	}

	static List<User> toUsers(UserList message) {
		List<User> users = new ArrayList<>(message.getUsersCount());
		for (UserMessage one : message.getUsersList()) {
			User user = new User();
			user.setId(one.getId());
			user.setName(one.getName());
			user.setEmail(one.getEmail());
			user.setCity(one.getCity());
			users.add(user);
		}
		return users;
	}

}
