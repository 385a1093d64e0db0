package io.github.rpcboot.provider;

import java.util.Map;

import io.github.rpcboot.contract.MethodContract;
import io.github.rpcboot.contract.ServiceContract;

/**
 * Exposes services whose contract is mapped to paths and verbs of HTTP, as the framework
 * that reads such mappings does.
 *
 * @since 0.1.0
 */
@FunctionalInterface
public interface MappedServices {

	/**
	 * Exposes the methods of a contract, and nothing else of the bean.
	 * @param contract a contract that is mapped to REST
	 * @param beanName the name of the bean
	 * @param targetType the type behind its proxies
	 * @return the verb and the path of each method, for people
	 * @throws io.github.rpcboot.RpcConfigurationException if the mapping cannot be used
	 */
	Map<MethodContract, String> expose(ServiceContract contract, String beanName, Class<?> targetType);

}
