package io.github.rpcboot.autoconfigure.test.app;

import java.math.BigDecimal;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

public interface Rates {

	@GetExchange("/rates/{currency}")
	BigDecimal rate(@PathVariable("currency") String currency);

}
