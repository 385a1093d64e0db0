package io.github.rpcboot.benchmarks.speed;

import java.util.ArrayList;
import java.util.List;

/** Does nothing but answer. */
public class ShopBean implements Shop {

	private static final int LINES = 10;

	private static final int USERS = 100;

	private static final List<User> LIST = users();

	/**
	 * An order of about 1 KB.
	 * @return an order of its own
	 */
	public static Order sampleOrder() {
		Order order = new Order();
		order.setId(4711);
		order.setCustomer("Grace Hopper");
		order.setNote("Leave it at the door, please, and ring twice.");
		List<Line> lines = new ArrayList<>();
		for (int i = 0; i < LINES; i++) {
			Line line = new Line();
			line.setSku("SKU-00" + i + "-1906");
			line.setName("A book about compilers, volume " + i);
			line.setQuantity(i + 1);
			line.setPriceCents(1999 + 100L * i);
			lines.add(line);
		}
		order.setLines(lines);
		return order;
	}

	private static List<User> users() {
		List<User> users = new ArrayList<>();
		for (int i = 0; i < USERS; i++) {
			User user = new User();
			user.setId(100_000 + i);
			user.setName("Ada Lovelace the " + (i + 100));
			user.setEmail("ada." + (i + 100) + "@example.org");
			user.setCity("London " + (i + 100));
			users.add(user);
		}
		return users;
	}

	@Override
	public String hello(String name) {
		return "Hello, " + name;
	}

	@Override
	public Order placeOrder(Order order) {
		return order;
	}

	@Override
	public List<User> listUsers(int count) {
		return (count == LIST.size()) ? LIST : LIST.subList(0, count);
	}

}
