package io.github.rpcboot.migration.dubbo;

import java.util.ArrayList;
import java.util.List;

import io.github.rpcboot.RemoteReference;
import io.github.rpcboot.RemoteService;
import io.github.rpcboot.RpcException;
import io.github.rpcboot.RpcStatus;
import io.github.rpcboot.autoconfigure.RunningApplication;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What Hessian carries and JSON does not: docs/migrate-from-dubbo.md names it.
 */
class ObjectGraphTests {

	private static RunningApplication application;

	private static Trees trees;

	@BeforeAll
	static void start() {
		application = RunningApplication.web(Application.class, "rpc.endpoints.trees=inprocess://local");
		trees = application.bean(Garden.class).trees();
	}

	@AfterAll
	static void stop() {
		application.close();
	}

	@Test
	void anObjectArrivesAsTheClassThatIsDeclared() {
		assertThat(new TreesBean().apple()).isInstanceOf(AppleTree.class);
		assertThat(trees.apple()).isExactlyInstanceOf(Tree.class);
	}

	@Test
	void aListThatIsNullArrivesEmpty() {
		assertThat(new TreesBean().none()).isNull();
		assertThat(trees.none()).isEmpty();
	}

	@Test
	void anObjectThatIsThereTwiceArrivesAsTwo() {
		List<Tree> twins = trees.twins();
		assertThat(twins).hasSize(2);
		assertThat(twins.get(0)).isNotSameAs(twins.get(1));
	}

	@Test
	void anObjectThatHoldsItselfCannotBeSent() {
		assertThatExceptionOfType(RpcException.class).isThrownBy(() -> trees.ring())
			.satisfies((failure) -> assertThat(failure.status()).isEqualTo(RpcStatus.INTERNAL));
	}

	/** The contract. */
	interface Trees {

		Tree apple();

		@Nullable List<Tree> none();

		List<Tree> twins();

		Tree ring();

	}

	/** A plant. */
	static class Tree {

		private List<Tree> branches = new ArrayList<>();

		public List<Tree> getBranches() {
			return this.branches;
		}

		public void setBranches(List<Tree> branches) {
			this.branches = branches;
		}

	}

	/** A plant that bears fruit. */
	static class AppleTree extends Tree {

		public int getApples() {
			return 3;
		}

	}

	static class TreesBean implements Trees {

		@Override
		public Tree apple() {
			return new AppleTree();
		}

		@Override
		public @Nullable List<Tree> none() {
			return null;
		}

		@Override
		public List<Tree> twins() {
			Tree tree = new Tree();
			return List.of(tree, tree);
		}

		@Override
		public Tree ring() {
			Tree tree = new Tree();
			tree.getBranches().add(tree);
			return tree;
		}

	}

	record Garden(Trees trees) {
	}

	@Configuration(proxyBeanMethods = false)
	@EnableAutoConfiguration
	static class Application {

		@Bean
		@RemoteService
		TreesBean treesBean() {
			return new TreesBean();
		}

		@Bean
		Garden garden(@RemoteReference("trees") Trees trees) {
			return new Garden(trees);
		}

	}

}
