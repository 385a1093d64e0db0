package io.github.rpcboot.autoconfigure;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Method;

import io.github.rpcboot.Idempotency;
import org.jspecify.annotations.Nullable;

import org.springframework.aot.hint.BindingReflectionHintsRegistrar;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.ReflectionHints;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.util.ReflectionUtils;

/** What a native image has to know of this starter, whatever the contracts are. */
final class RpcRuntimeHints implements RuntimeHintsRegistrar {

	@Override
	public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
		ReflectionHints reflection = hints.reflection();
		for (String type : MetersAlone.LOOKED_UP) {
			reflection.registerTypeIfPresent(classLoader, type);
		}
		// In the answer of the actuator endpoint.
		new BindingReflectionHintsRegistrar().registerReflectionHints(reflection, Idempotency.class);
		registerIfThere(reflection, Thread.class, "isVirtual");
		// OpenFeign looks it up by name for the default methods of a contract.
		registerIfThere(reflection, MethodHandles.class, "privateLookupIn", Class.class, MethodHandles.Lookup.class);
		registerWayToSockets(reflection, classLoader);
	}

	/** What {@link TomcatCallers} looks up, where there is Tomcat. */
	private static void registerWayToSockets(ReflectionHints reflection, @Nullable ClassLoader classLoader) {
		reflection.registerTypeIfPresent(classLoader, "org.apache.catalina.connector.RequestFacade",
				MemberCategory.ACCESS_DECLARED_FIELDS);
		reflection.registerTypeIfPresent(classLoader, "org.apache.coyote.Request",
				MemberCategory.ACCESS_DECLARED_FIELDS);
		reflection.registerTypeIfPresent(classLoader, "org.apache.coyote.AbstractProcessor",
				MemberCategory.INVOKE_DECLARED_METHODS);
	}

	private static void registerIfThere(ReflectionHints reflection, Class<?> type, String name,
			Class<?>... parameters) {
		Method method = ReflectionUtils.findMethod(type, name, parameters);
		if (method != null) {
			reflection.registerMethod(method, ExecutableMode.INVOKE);
		}
	}

}
