package io.github.rpcboot.protocol.http;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import feign.Client;
import feign.Request;
import feign.Response;
import io.github.rpcboot.protocol.http.HttpEngine.Answer;
import io.github.rpcboot.protocol.http.MappedExchange.Outgoing;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.ClientHttpRequest;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpResponse;

/**
 * What libraries that read REST mappings send their requests with: each goes to the
 * instance that the current attempt of the call has chosen.
 *
 * @since 0.1.0
 */
public final class MappedRequests {

	private static final String PLACEHOLDER = "http://instance.invalid";

	private static final Pattern HOST = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?");

	/** Says that the client is to compress, with one of several encodings. */
	private static final String ENCODING = "Content-Encoding";

	private static final byte[] NOTHING = {};

	private MappedRequests() {
	}

	/**
	 * Where requests go that name no host of their own: to the application's name, or to
	 * a placeholder where that is no name of a host.
	 * @param application the application's name
	 * @return a URL without a path
	 */
	public static URI root(String application) {
		URI root = HOST.matcher(application).matches() ? URI.create("http://" + application) : null;
		return (root != null && root.getHost() != null) ? root : URI.create(PLACEHOLDER);
	}

	/**
	 * For OpenFeign.
	 * @return a client without state
	 */
	public static Client feignClient() {
		return MappedRequests::execute;
	}

	/**
	 * For the clients of Spring Framework.
	 * @return a factory without state
	 */
	public static ClientHttpRequestFactory requestFactory() {
		return SpringRequest::new;
	}

	private static Response execute(Request request, Request.Options options) throws IOException {
		boolean gzip = request.headers().getOrDefault(ENCODING, List.of()).contains(ConnectProtocol.GZIP);
		List<String> headers = new ArrayList<>();
		request.headers().forEach((name, values) -> values.forEach((value) -> {
			if (!gzip || !name.equals(ENCODING) || value.equals(ConnectProtocol.GZIP)) {
				headers.add(name);
				headers.add(value);
			}
		}));
		byte[] body = (request.body() != null) ? request.body() : NOTHING;
		Answer answer = MappedExchange.current()
			.send(new Outgoing(request.httpMethod().name(), URI.create(request.url()), headers,
					gzip ? HttpTransport.gzip(body) : body, options.readTimeoutMillis(), options.isFollowRedirects()));
		return Response.builder()
			.request(request)
			.status(answer.status())
			.reason(reason(answer.status()))
			.headers(headers(answer))
			.body(answer.body())
			.build();
	}

	private static String reason(int status) {
		HttpStatus known = HttpStatus.resolve(status);
		return (known != null) ? known.getReasonPhrase() : "";
	}

	private static Map<String, Collection<String>> headers(Answer answer) {
		Map<String, Collection<String>> headers = new LinkedHashMap<>();
		for (int i = 0; i < answer.headers().size(); i += 2) {
			headers.computeIfAbsent(answer.headers().get(i), (name) -> new ArrayList<>(1))
				.add(answer.headers().get(i + 1));
		}
		// The body is here as it is, whatever it was on the way.
		headers.remove("transfer-encoding");
		if (headers.remove("content-encoding") != null) {
			headers.put("content-length", List.of(Integer.toString(answer.body().length)));
		}
		return headers;
	}

	private static final class SpringRequest implements ClientHttpRequest {

		private final URI url;

		private final HttpMethod method;

		private final HttpHeaders headers = new HttpHeaders();

		private final ByteArrayOutputStream body = new ByteArrayOutputStream();

		private final Map<String, Object> attributes = new HashMap<>();

		SpringRequest(URI url, HttpMethod method) {
			this.url = url;
			this.method = method;
		}

		@Override
		public HttpMethod getMethod() {
			return this.method;
		}

		@Override
		public URI getURI() {
			return this.url;
		}

		@Override
		public Map<String, Object> getAttributes() {
			return this.attributes;
		}

		@Override
		public HttpHeaders getHeaders() {
			return this.headers;
		}

		@Override
		public OutputStream getBody() {
			return this.body;
		}

		@Override
		public ClientHttpResponse execute() throws IOException {
			List<String> pairs = new ArrayList<>();
			this.headers.forEach((name, values) -> values.forEach((value) -> {
				pairs.add(name.toLowerCase(Locale.ROOT));
				pairs.add(value);
			}));
			return new SpringResponse(MappedExchange.current()
				.send(new Outgoing(this.method.name(), this.url, pairs, this.body.toByteArray(), 0, true)));
		}

	}

	private static final class SpringResponse implements ClientHttpResponse {

		private final Answer answer;

		SpringResponse(Answer answer) {
			this.answer = answer;
		}

		@Override
		public HttpStatusCode getStatusCode() {
			return HttpStatusCode.valueOf(this.answer.status());
		}

		@Override
		public String getStatusText() {
			return reason(this.answer.status());
		}

		@Override
		public HttpHeaders getHeaders() {
			HttpHeaders headers = new HttpHeaders();
			headers(this.answer).forEach((name, values) -> values.forEach((value) -> headers.add(name, value)));
			return headers;
		}

		@Override
		public InputStream getBody() {
			return new ByteArrayInputStream(this.answer.body());
		}

		@Override
		public void close() {
		}

	}

}
