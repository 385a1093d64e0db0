package io.github.rpcboot.autoconfigure;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.client.serviceregistry.AbstractAutoServiceRegistration;
import org.springframework.cloud.client.serviceregistry.AutoServiceRegistration;
import org.springframework.context.Lifecycle;

/** Takes this instance out of the registries that Spring Cloud has put it into. */
final class RegistryDeregistration implements Runnable {

	private final ObjectProvider<AutoServiceRegistration> registrations;

	RegistryDeregistration(ObjectProvider<AutoServiceRegistration> registrations) {
		this.registrations = registrations;
	}

	@Override
	public void run() {
		this.registrations.forEach(RegistryDeregistration::stop);
	}

	private static void stop(AutoServiceRegistration registration) {
		if (registration instanceof Lifecycle lifecycle) {
			if (lifecycle.isRunning()) {
				lifecycle.stop();
			}
		}
		else if (registration instanceof AbstractAutoServiceRegistration<?> other && other.isRunning()) {
			other.stop();
		}
	}

}
