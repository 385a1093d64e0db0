package io.github.rpcboot.migration.dubbo.contract;

import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Not a line of it changes. */
public interface Orders {

	Order find(long id);

	List<Order> list(String buyer);

	Order place(NewOrder order) throws OutOfStock;

	CompletableFuture<Order> receipt(long id);

	String delivery(long id);

}
