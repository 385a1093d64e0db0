package io.github.rpcboot.autoconfigure;

import io.github.rpcboot.RpcConfigurationException;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Prints what is wrong and what to do when one of our rules stops the start. */
@Order(Ordered.HIGHEST_PRECEDENCE)
final class RpcConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<RpcConfigurationException> {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, RpcConfigurationException cause) {
		return new FailureAnalysis(cause.description(), cause.action(), cause);
	}

}
