package io.github.rpcboot.autoconfigure.slices;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.autoconfigure.Hello;
import io.github.rpcboot.autoconfigure.HelloBean;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.TestContextManager;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A field of a test class gets a client, and contexts are shared as far as they can be.
 */
@SpringBootTest(properties = "rpc.endpoints.demo-provider=inprocess://local")
@Import(HelloBean.class)
class ReferenceInATestClassTests {

	@RemoteReference("demo-provider")
	Hello hello;

	@Test
	void aFieldOfATestClassCallsTheService() {
		assertThat(this.hello).hasToString("Remote Hello at 'demo-provider'");
		assertThat(this.hello.sayHello("World")).isEqualTo("Hello, World");
	}

	@Test
	void testClassesWithTheSameReferencesShareAContext() throws Exception {
		assertThat(contextOf(OneTests.class)).isSameAs(contextOf(SameTests.class));
	}

	@Test
	void testClassesWithOtherReferencesDoNot() throws Exception {
		assertThat(contextOf(OneTests.class)).isNotSameAs(contextOf(OtherTests.class));
	}

	private static ApplicationContext contextOf(Class<?> testClass) {
		return new TestContextManager(testClass).getTestContext().getApplicationContext();
	}

	@Nested
	class Within {

		@RemoteReference("inprocess://local")
		Hello other;

		@Test
		void nestedClassesHaveTheirOwnAndThoseAround() {
			assertThat(this.other).hasToString("Remote Hello at 'inprocess://local'");
			assertThat(ReferenceInATestClassTests.this.hello).hasToString("Remote Hello at 'demo-provider'");
		}

	}

	@SpringBootTest(properties = "rpc.endpoints.demo-provider=inprocess://local",
			webEnvironment = SpringBootTest.WebEnvironment.NONE)
	static class OneTests {

		@RemoteReference("demo-provider")
		Hello hello;

	}

	@SpringBootTest(properties = "rpc.endpoints.demo-provider=inprocess://local",
			webEnvironment = SpringBootTest.WebEnvironment.NONE)
	static class SameTests {

		@RemoteReference("demo-provider")
		Hello sameUnderAnotherName;

	}

	@SpringBootTest(properties = "rpc.endpoints.demo-provider=inprocess://local",
			webEnvironment = SpringBootTest.WebEnvironment.NONE)
	static class OtherTests {

		@RemoteReference("inprocess://local")
		Hello hello;

	}

}
