package io.github.rpcboot.contract.schema;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import io.github.rpcboot.contract.schema.Description.Member;
import io.github.rpcboot.contract.schema.Description.Message;
import io.github.rpcboot.contract.schema.Description.Method;
import org.jspecify.annotations.Nullable;

/**
 * What changed between a committed description and what a contract is now. Types are
 * compared by what they hold: their names are not on the wire.
 */
final class DescriptionChanges {

	private final Description then;

	private final Description now;

	private final Set<String> breaking = new LinkedHashSet<>();

	private final Set<String> missing = new LinkedHashSet<>();

	private final Set<Comparison> compared = new HashSet<>();

	private DescriptionChanges(Description then, Description now) {
		this.then = then;
		this.now = now;
	}

	static DescriptionChanges between(Description then, Description now) {
		DescriptionChanges changes = new DescriptionChanges(then, now);
		then.methods().values().forEach(changes::compare);
		now.methods()
			.keySet()
			.stream()
			.filter((method) -> !then.methods().containsKey(method))
			.forEach((method) -> changes.missing.add("The method '" + method + "' is missing in it."));
		changes.addUndescribed();
		return changes;
	}

	/** Whatever breaks the peers. */
	List<String> breaking() {
		return List.copyOf(this.breaking);
	}

	/** Whatever the description is to be completed with. */
	List<String> missing() {
		return List.copyOf(this.missing);
	}

	private void compare(Method then) {
		Method now = this.now.methods().get(then.name());
		if (now == null) {
			this.breaking.add("The method '" + then.name() + "' is gone or has another name.");
			return;
		}
		if (then.requestStream() != now.requestStream() || then.responseStream() != now.responseStream()) {
			this.breaking.add("The method '" + then.name() + "' has become, or is no longer, a stream.");
			return;
		}
		compareWhole("request", then.name(), then.request(), now.request(), false);
		compareWhole("response", then.name(), then.response(), now.response(), true);
	}

	/** Another message is one change, however many members differ. */
	private void compareWhole(String what, String method, String then, String now, boolean result) {
		if (then.equals(now)) {
			compareMessages(then, now, result);
			return;
		}
		DescriptionChanges apart = new DescriptionChanges(this.then, this.now);
		apart.compareMessages(then, now, result);
		if (!apart.breaking.isEmpty()) {
			this.breaking.add("The " + what + " of '" + method + "' was the message '" + then + "' and is now '" + now
					+ "', which has other members.");
		}
		this.missing
			.add("The " + what + " of '" + method + "' is the message '" + now + "' and no longer '" + then + "'.");
	}

	private void compareMessages(String thenName, String nowName, boolean result) {
		Message then = this.then.messages().get(thenName);
		Message now = this.now.messages().get(nowName);
		if (then == null || now == null || !this.compared.add(new Comparison(thenName, nowName, result))) {
			return;
		}
		for (Member member : then.members().values()) {
			Member same = now.members().get(member.name());
			if (same == null) {
				this.breaking.add("The member '" + member + "' of '" + thenName
						+ "' is gone or has another name: its value is lost on the way to or from old peers.");
			}
			else {
				compare(thenName, member, same, result);
			}
		}
		for (Member member : now.members().values()) {
			if (then.reserves(member.number())) {
				this.breaking.add("The member '" + member + "' of '" + nowName + "' uses a reserved number.");
			}
		}
	}

	private void compare(String message, Member then, Member now, boolean result) {
		if (then.number() != now.number()) {
			this.breaking
				.add("The member '" + then + "' of '" + message + "' has the number " + now.number() + " now.");
		}
		if (!then.many().equals(now.many()) || !sameType(then, now, result)) {
			this.breaking.add("The member '" + then + "' of '" + message + "' was of the type '" + then.describedType()
					+ "' and is now of the type '" + now.describedType() + "'.");
		}
	}

	/** Compares what messages and enums hold on the way. */
	private boolean sameType(Member then, Member now, boolean result) {
		String thenType = then.valueType();
		String nowType = now.valueType();
		if (!then.keyType().equals(now.keyType())) {
			return false;
		}
		if (this.then.messages().containsKey(thenType) && this.now.messages().containsKey(nowType)) {
			compareMessages(thenType, nowType, result);
			return true;
		}
		if (this.then.enums().containsKey(thenType) && this.now.enums().containsKey(nowType)) {
			compareEnums(thenType, nowType, result);
			return true;
		}
		return thenType.equals(nowType) && !this.then.messages().containsKey(thenType)
				&& !this.then.enums().containsKey(thenType);
	}

	private void compareEnums(String thenName, String nowName, boolean result) {
		Message then = required(this.then.enums().get(thenName));
		Message now = required(this.now.enums().get(nowName));
		for (Member constant : then.members().values()) {
			Member same = now.members().get(constant.name());
			if ((same == null || same.number() != constant.number()) && constant.number() != 0) {
				this.breaking.add(
						"The constant '" + constant + "' of '" + thenName + "' is gone or has another name or number.");
			}
		}
		for (Member constant : now.members().values()) {
			if (result && constant.number() != 0 && !then.members().containsKey(constant.name())) {
				this.breaking.add("The constant '" + constant + "' of '" + nowName
						+ "' is new and can be in a result, where old peers do not know it.");
			}
		}
	}

	private void addUndescribed() {
		this.now.messages()
			.values()
			.forEach((message) -> addUndescribed("member", message, this.then.messages().get(message.name())));
		this.now.enums()
			.values()
			.forEach((type) -> addUndescribed("constant", type, this.then.enums().get(type.name())));
	}

	private void addUndescribed(String what, Message now, @Nullable Message then) {
		if (then == null) {
			this.missing.add("The type '" + now.name() + "' is missing in it.");
			return;
		}
		List<Member> members = new ArrayList<>(now.members().values());
		members.removeIf((member) -> then.members().containsKey(member.name()));
		members.forEach((member) -> this.missing
			.add("The " + what + " '" + member + "' of '" + now.name() + "' is missing in it."));
		for (Member gone : then.members().values()) {
			if (!now.members().containsKey(gone.name())) {
				this.missing.add("The " + what + " '" + gone + "' of '" + now.name() + "' is not yet reserved in it.");
			}
		}
	}

	private static Message required(@Nullable Message message) {
		return Objects.requireNonNull(message);
	}

	private record Comparison(String then, String now, boolean result) {
	}

}
