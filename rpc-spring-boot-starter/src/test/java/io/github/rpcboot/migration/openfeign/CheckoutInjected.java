package io.github.rpcboot.migration.openfeign;

import feign.FeignException;
import feign.RequestInterceptor;
import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** After the first step: the same interface is a reference. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(CheckoutInjected.Checkout.class)
class CheckoutInjected {

	@Bean
	RequestInterceptor tenant() {
		return (request) -> request.header("X-Tenant", "blue");
	}

	@Bean
	Headers headers(@RemoteReference Tenants tenants) {
		return new Headers(tenants);
	}

	record Headers(Tenants tenants) {
	}

	static class Checkout {

		private static final Log log = LogFactory.getLog(Checkout.class);

		private final Items items;

		Checkout(@RemoteReference Items items) {
			this.items = items;
		}

		Items items() {
			return this.items;
		}

		boolean add(Item item) {
			try {
				this.items.add(item);
				return true;
			}
			catch (RpcException ex) { // before: catch (FeignException.Conflict ex)
				if (ex.status() == RpcStatus.ABORTED && ex.getCause() instanceof FeignException cause) {
					log.info(cause.contentUTF8());
					return false;
				}
				throw ex;
			}
		}

	}

}
