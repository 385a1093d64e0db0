package io.github.rpcboot.autoconfigure.slices;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.autoconfigure.Hello;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A user's controller that calls a remote service. */
@RestController
class GreetingController {

	private final Hello hello;

	GreetingController(@RemoteReference("demo-provider") Hello hello) {
		this.hello = hello;
	}

	@GetMapping("/greetings/{name}")
	String greet(@PathVariable("name") String name) {
		return this.hello.sayHello(name);
	}

}
