package io.github.rpcboot.autoconfigure;

import io.github.rpcboot.RemoteService;

/** The provider of the product page. */
@RemoteService
public class HelloBean implements Hello {

	@Override
	public String sayHello(String name) {
		return "Hello, " + name;
	}

}
