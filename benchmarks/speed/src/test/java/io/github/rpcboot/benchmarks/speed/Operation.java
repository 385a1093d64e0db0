package io.github.rpcboot.benchmarks.speed;

import java.util.List;
import java.util.Locale;

/** What a caller does again and again. */
enum Operation {

	/** A few bytes. */
	HELLO {
		@Override
		void call(Shop shop) {
			check("Hello, World".equals(shop.hello("World")));
		}
	},

	/** 1 KB each way. */
	ORDER {
		@Override
		void call(Shop shop) {
			Order answer = shop.placeOrder(SAMPLE);
			check(answer.getId() == SAMPLE.getId() && answer.getLines().size() == SAMPLE.getLines().size());
		}
	},

	/** 10 KB back. */
	USERS {
		@Override
		void call(Shop shop) {
			List<User> answer = shop.listUsers(COUNT);
			check(answer.size() == COUNT && answer.get(COUNT - 1).getId() == 100_000 + COUNT - 1);
		}
	};

	private static final Order SAMPLE = ShopBean.sampleOrder();

	private static final int COUNT = 100;

	abstract void call(Shop shop);

	private static void check(boolean right) {
		if (!right) {
			throw new IllegalStateException("The answer is wrong.");
		}
	}

	String title() {
		return name().toLowerCase(Locale.ROOT);
	}

	static Operation of(String title) {
		return valueOf(title.toUpperCase(Locale.ROOT));
	}

}
