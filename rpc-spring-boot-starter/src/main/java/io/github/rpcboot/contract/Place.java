package io.github.rpcboot.contract;

import java.lang.reflect.Method;

import io.github.rpcboot.RpcConfigurationException;

/**
 * Where in a contract something was found: the interface, the method, and the path to a
 * type. Adds itself to every message about a broken rule.
 */
final class Place {

	private final String owner;

	private final String path;

	private final int depth;

	private Place(String owner, String path, int depth) {
		this.owner = owner;
		this.path = path;
		this.depth = depth;
	}

	static Place of(Class<?> contract) {
		return new Place(contract.getSimpleName(), contract.getTypeName(), 0);
	}

	Place method(Method method) {
		String arguments = (method.getParameterCount() == 0) ? "()" : "(…)";
		return new Place(this.owner, this.owner + "." + method.getName() + arguments, 1);
	}

	Place step(String step) {
		return new Place(this.owner, this.path + " -> " + step, this.depth + 1);
	}

	int depth() {
		return this.depth;
	}

	RpcConfigurationException failure(String problem, String action) {
		return new RpcConfigurationException(problem + " Found at " + this.path + ".", action);
	}

	@Override
	public String toString() {
		return this.path;
	}

}
