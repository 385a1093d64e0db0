package io.github.rpcboot.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ThreadLocalRandom;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Answers 503 without a word, as a proxy does whose backend is gone, while a file exists.
 */
public final class BareAnswers implements Filter {

	private final Path file;

	private final int percent;

	private final LedgerFile ledger;

	/**
	 * Makes the filter.
	 * @param file the file
	 * @param percent the share of requests that it meets
	 * @param ledger where it writes them down
	 */
	public BareAnswers(Path file, int percent, LedgerFile ledger) {
		this.file = file;
		this.percent = percent;
		this.ledger = ledger;
	}

	@Override
	public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
			throws IOException, ServletException {
		if (Files.exists(this.file) && ThreadLocalRandom.current().nextInt(100) < this.percent) {
			this.ledger.turnedAway();
			request.getInputStream().readAllBytes();
			((HttpServletResponse) response).setStatus(503);
			return;
		}
		chain.doFilter(request, response);
	}

}
