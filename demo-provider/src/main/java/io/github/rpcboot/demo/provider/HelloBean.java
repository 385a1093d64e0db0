package io.github.rpcboot.demo.provider;

import io.github.rpcboot.RemoteService;
import io.github.rpcboot.demo.api.Hello;

@RemoteService
class HelloBean implements Hello {

	@Override
	public String sayHello(String name) {
		return "Hello, " + name;
	}

}
