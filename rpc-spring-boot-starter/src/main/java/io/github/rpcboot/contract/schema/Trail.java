package io.github.rpcboot.contract.schema;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.contract.MethodContract;

/**
 * The path to a type, which every message about it ends with.
 */
record Trail(String path) {

	static Trail of(MethodContract method) {
		String arguments = (method.parameterCount() == 0) ? "()" : "(…)";
		return new Trail(method.javaMethod().getDeclaringClass().getSimpleName() + "." + method.javaMethod().getName()
				+ arguments);
	}

	Trail step(String step) {
		return new Trail(this.path + " -> " + step);
	}

	String last() {
		return this.path.substring(this.path.lastIndexOf(' ') + 1);
	}

	RpcConfigurationException failure(String problem, String action) {
		return new RpcConfigurationException(problem + " Found at " + this.path + ".", action);
	}

}
