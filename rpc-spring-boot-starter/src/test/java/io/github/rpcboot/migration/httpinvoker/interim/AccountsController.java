package io.github.rpcboot.migration.httpinvoker.interim;

import java.util.Map;

import io.github.rpcboot.migration.httpinvoker.contract.Account;
import io.github.rpcboot.migration.httpinvoker.contract.Accounts;
import io.github.rpcboot.migration.httpinvoker.contract.Overdrawn;
import io.github.rpcboot.migration.httpinvoker.contract.Transfer;

import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The wire format of the starter, written by hand. */
@RestController
@RequestMapping("/rpc/Accounts")
public class AccountsController {

	private final Accounts accounts;

	public AccountsController(Accounts accounts) {
		this.accounts = accounts;
	}

	@PostMapping("/find")
	ResponseEntity<?> find(@RequestBody Map<String, Long> request) {
		Account account = this.accounts.find(request.get("number"));
		return (account != null) ? ResponseEntity.ok(account)
				: ResponseEntity.ok().header("Rpc-Null", "1").body(Map.of());
	}

	@PostMapping("/ofOwner")
	Map<String, ?> ofOwner(@RequestBody Map<String, String> request) {
		return Map.of("result", this.accounts.ofOwner(request.get("owner")));
	}

	@PostMapping("/transfer")
	Map<String, ?> transfer(@RequestBody Transfer transfer) throws Overdrawn {
		return Map.of("result", this.accounts.transfer(transfer));
	}

	@PostMapping("/statement")
	Map<String, ?> statement(@RequestBody Map<String, Long> request) {
		return Map.of("result", this.accounts.statement(request.get("number")));
	}

	@ExceptionHandler
	ResponseEntity<?> overdrawn(Overdrawn ex) {
		return ResponseEntity.badRequest()
			.body(Map.of("code", "failed_precondition", "message", ex.getMessage(), "exception", Map.of("name",
					"Overdrawn", "fields", Map.of("message", ex.getMessage(), "missing", ex.getMissing()))));
	}

}
