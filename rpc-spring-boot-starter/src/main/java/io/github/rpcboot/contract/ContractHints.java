package io.github.rpcboot.contract;

import java.lang.reflect.Method;
import java.util.LinkedHashSet;
import java.util.Set;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;

/**
 * Tells a native image what is read of a contract by reflection: the methods of the
 * interface, and the members of every type that travels. Needs no configured mapper, so
 * that it makes no bean of the application while that is built.
 *
 * @since 0.1.0
 */
public final class ContractHints {

	private static final MemberCategory[] MEMBERS = { MemberCategory.INVOKE_DECLARED_CONSTRUCTORS,
			MemberCategory.INVOKE_DECLARED_METHODS, MemberCategory.ACCESS_DECLARED_FIELDS };

	private ContractHints() {
	}

	/**
	 * Registers what is read of a contract.
	 * @param hints where to register
	 * @param contract the contract interface; its rules are not checked
	 */
	public static void register(ReflectionHints hints, Class<?> contract) {
		TypeVariables variables = TypeVariables.of(contract);
		HeldTypes types = new HeldTypes();
		for (Class<?> type : interfacesOf(contract)) {
			hints.registerType(type);
			for (Method method : type.getDeclaredMethods()) {
				hints.registerMethod(method, ExecutableMode.INVOKE);
			}
		}
		for (MethodGroup group : MethodCollector.collect(contract, variables)) {
			group.variants().forEach((method) -> types.addSignature(method, variables));
		}
		types.arrays().forEach((array) -> hints.registerType(array));
		BindingReflectionHintsRegistrar binding = new BindingReflectionHintsRegistrar();
		for (Class<?> type : types.classes()) {
			hints.registerType(type, MEMBERS);
			registerParents(hints, type);
			if (!Throwable.class.isAssignableFrom(type)) {
				binding.registerReflectionHints(hints, type);
			}
		}
	}

	/** Those of the JDK too, which are looked through for members. */
	private static void registerParents(ReflectionHints hints, Class<?> type) {
		for (Class<?> parent = type.getSuperclass(); parent != null; parent = parent.getSuperclass()) {
			hints.registerType(parent);
		}
	}

	private static Set<Class<?>> interfacesOf(Class<?> contract) {
		Set<Class<?>> interfaces = new LinkedHashSet<>();
		addInterfaces(contract, interfaces);
		return interfaces;
	}

	private static void addInterfaces(Class<?> type, Set<Class<?>> interfaces) {
		if (interfaces.add(type)) {
			for (Class<?> parent : type.getInterfaces()) {
				addInterfaces(parent, interfaces);
			}
		}
	}

}
