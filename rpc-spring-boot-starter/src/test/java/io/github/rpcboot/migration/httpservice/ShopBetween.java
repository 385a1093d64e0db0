package io.github.rpcboot.migration.httpservice;

import java.util.Map;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.call.RpcContext;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;

/** The shop with the mapping kept, and the starter around it. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ ShopBetween.ItemsBean.class, ShopBetween.Errors.class })
class ShopBetween {

	@RemoteService
	static class ItemsBean implements MappedItems {

		@Override
		public Item find(long id) {
			if (id != 5) {
				throw new ResponseStatusException(HttpStatus.NOT_FOUND);
			}
			return new Item(5, "tea");
		}

		@Override
		public Confirmation order(NewOrder order, String buyer) {
			if (order.quantity() > 3) {
				throw new TooLarge();
			}
			return new Confirmation(1, buyer, RpcContext.current().headers().get("X-Tenant"));
		}

		@Override
		public String delivery(long id) {
			return "today";
		}

	}

	static class TooLarge extends RuntimeException {

	}

	@RestControllerAdvice
	static class Errors {

		@ExceptionHandler
		ResponseEntity<?> tooLarge(TooLarge ex) {
			return ResponseEntity.status(HttpStatus.CONFLICT).body(Map.of("available", 3));
		}

	}

}
