package io.github.rpcboot.demo.consumer;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.demo.api.Hello;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class GreetingController {

	private final Hello hello;

	GreetingController(@RemoteReference("demo-provider") Hello hello) {
		this.hello = hello;
	}

	@GetMapping("/greet")
	String greet(@RequestParam(defaultValue = "World") String name) {
		return this.hello.sayHello(name);
	}

}
