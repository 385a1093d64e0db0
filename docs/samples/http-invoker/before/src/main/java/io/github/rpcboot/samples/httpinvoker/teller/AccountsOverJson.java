package io.github.rpcboot.samples.httpinvoker.teller;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rpcboot.migration.httpinvoker.contract.Account;
import io.github.rpcboot.migration.httpinvoker.contract.Accounts;
import io.github.rpcboot.migration.httpinvoker.contract.Overdrawn;
import io.github.rpcboot.migration.httpinvoker.contract.Transfer;

import org.springframework.boot.web.client.RestTemplateBuilder;
import org.springframework.http.ResponseEntity;
import org.springframework.remoting.RemoteAccessException;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestTemplate;

/** The wire format of the starter, written by hand. */
class AccountsOverJson implements Accounts {

	private final RestTemplate http;

	private final ObjectMapper json = new ObjectMapper();

	AccountsOverJson(RestTemplateBuilder builder, String url) {
		this.http = builder.rootUri(url + "/rpc/Accounts").setReadTimeout(Duration.ofSeconds(5)).build();
	}

	@Override
	public Account find(long number) {
		ResponseEntity<Account> answer = post("/find", Map.of("number", number), Account.class);
		return answer.getHeaders().containsKey("Rpc-Null") ? null : answer.getBody();
	}

	@Override
	public List<Account> ofOwner(String owner) {
		JsonNode accounts = post("/ofOwner", Map.of("owner", owner), JsonNode.class).getBody().get("result");
		return List.of(this.json.convertValue(accounts, Account[].class));
	}

	@Override
	public long transfer(Transfer transfer) throws Overdrawn {
		try {
			return post("/transfer", transfer, JsonNode.class).getBody().get("result").asLong();
		}
		catch (HttpClientErrorException.BadRequest ex) {
			throw overdrawn(ex);
		}
	}

	@Override
	public String statement(long number) {
		return post("/statement", Map.of("number", number), JsonNode.class).getBody().get("result").asText();
	}

	private <T> ResponseEntity<T> post(String path, Object message, Class<T> type) {
		try {
			return this.http.postForEntity(path, message, type);
		}
		catch (ResourceAccessException ex) {
			throw new RemoteAccessException("The bank does not answer", ex);
		}
	}

	private Overdrawn overdrawn(HttpClientErrorException ex) {
		try {
			JsonNode exception = this.json.readTree(ex.getResponseBodyAsString()).path("exception");
			if (!exception.path("name").asText().equals("Overdrawn")) {
				throw ex;
			}
			JsonNode fields = exception.get("fields");
			return new Overdrawn(fields.get("message").asText(), new BigDecimal(fields.get("missing").asText()));
		}
		catch (java.io.IOException unreadable) {
			throw ex;
		}
	}

}
