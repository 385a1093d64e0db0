package io.github.rpcboot.contract;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A contract interface as the wire sees it: a name and its methods. Immutable.
 *
 * @since 0.1.0
 * @see ContractParser
 */
public final class ServiceContract {

	private final String name;

	private final Class<?> type;

	private final List<MethodContract> methods;

	private final Map<String, MethodContract> byWireName = new HashMap<>();

	private final Map<Method, MethodContract> byJavaMethod = new HashMap<>();

	ServiceContract(String name, Class<?> type, List<MethodContract> methods) {
		this.name = name;
		this.type = type;
		this.methods = List.copyOf(methods);
		for (MethodContract method : methods) {
			method.belongsTo(this);
			this.byWireName.put(method.name(), method);
			this.byWireName.put(withOtherFirstLetter(method.name()), method);
			method.javaMethods().forEach((javaMethod) -> this.byJavaMethod.put(javaMethod, method));
		}
	}

	static String withOtherFirstLetter(String name) {
		char first = name.charAt(0);
		char other = Character.isUpperCase(first) ? Character.toLowerCase(first) : Character.toUpperCase(first);
		return other + name.substring(1);
	}

	/**
	 * The wire name of the service.
	 * @return the name, for example {@code Hello} or {@code shop.v2.Orders}
	 */
	public String name() {
		return this.name;
	}

	/**
	 * The contract interface.
	 * @return the Java type
	 */
	public Class<?> type() {
		return this.type;
	}

	/**
	 * Whether Spring's annotations map the methods to paths and verbs of HTTP.
	 * @return whether the methods have a {@link MethodContract#restMapping()}
	 */
	public boolean isRestMapped() {
		return !this.methods.isEmpty() && this.methods.get(0).restMapping() != null;
	}

	/**
	 * The methods of the contract, sorted by wire name.
	 * @return an immutable list
	 */
	public List<MethodContract> methods() {
		return this.methods;
	}

	/**
	 * Finds a method by its wire name, whose first letter may be in either case.
	 * @param wireName the name as it arrived
	 * @return the method, or {@code null} if there is none
	 */
	public @Nullable MethodContract method(String wireName) {
		return this.byWireName.get(wireName);
	}

	/**
	 * Finds a method by the Java method that was called.
	 * @param javaMethod a method of the contract interface or of one of its parents
	 * @return the method, or {@code null} if it is not part of the contract
	 */
	public @Nullable MethodContract method(Method javaMethod) {
		return this.byJavaMethod.get(javaMethod);
	}

	@Override
	public String toString() {
		return this.name;
	}

}
