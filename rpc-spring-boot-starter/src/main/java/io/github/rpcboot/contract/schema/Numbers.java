package io.github.rpcboot.contract.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.github.rpcboot.contract.schema.Description.Member;
import io.github.rpcboot.contract.schema.Description.Message;
import org.jspecify.annotations.Nullable;

/**
 * Gives members and constants their numbers: those of the committed description, else
 * those of {@code @JsonProperty(index)}, else those of the declaration where its order is
 * fixed. A number is never given twice, nor after it was taken back.
 */
final class Numbers {

	private static final String WRITE_AGAIN = "Write the description again with ContractDescription and commit it, "
			+ "so that every version gives the same numbers.";

	private static final int FIRST_OF_PROTOBUF = 19_000;

	private static final int LAST_OF_PROTOBUF = 19_999;

	private static final int GREATEST = 536_870_911;

	private final @Nullable Description description;

	private final boolean updating;

	private boolean byOrder;

	/**
	 * Makes the numbers of one contract.
	 * @param description the committed description, {@code null} if there is none
	 * @param updating whether members that it lacks get the next numbers, to be written
	 * into the description; else they are a failure
	 */
	Numbers(@Nullable Description description, boolean updating) {
		this.description = description;
		this.updating = updating;
	}

	/**
	 * Whether some numbers follow from nothing but the order of a declaration, and nobody
	 * is about to write them down.
	 */
	boolean areByOrder() {
		return this.byOrder && !this.updating;
	}

	/**
	 * Numbers the fields of a message.
	 * @param message the name of the message
	 * @param members the names of its fields, with the index that the user gave or 0
	 * @param ordered whether the order is that of a declaration
	 */
	Map<String, Integer> ofFields(String message, Map<String, Integer> members, boolean ordered, Trail trail) {
		Message described = (this.description != null) ? this.description.messages().get(message) : null;
		if (described != null) {
			return described(described, members, trail);
		}
		if (members.isEmpty()) {
			return Map.of();
		}
		if (members.values().stream().allMatch((index) -> index > 0)) {
			return indexed(message, members, trail);
		}
		if (members.values().stream().anyMatch((index) -> index > 0)) {
			throw trail.failure("Some members of '" + message + "' have an index and some have none.",
					"Give all of them an index with @JsonProperty(index = …), counted from 1, or none.");
		}
		if (this.description != null && !this.updating) {
			throw lacking(message, trail);
		}
		if (!ordered && !this.updating) {
			throw unordered(message, trail);
		}
		this.byOrder = true;
		return counted(members, 0);
	}

	private RuntimeException lacking(String type, Trail trail) {
		return trail.failure("The description '" + origin() + "' of the contract lacks '" + type + "'.", WRITE_AGAIN);
	}

	private static RuntimeException unordered(String message, Trail trail) {
		return trail.failure(
				"The members of '" + message + "' have no numbers: the order of a bean's members is not fixed.",
				"Write the contract's description with ContractDescription and commit it, give each member a "
						+ "number with @JsonProperty(index = …), or use a record.");
	}

	private static Map<String, Integer> counted(Map<String, Integer> members, int last) {
		Map<String, Integer> numbers = new HashMap<>();
		for (String member : members.keySet()) {
			last = (last == FIRST_OF_PROTOBUF - 1) ? LAST_OF_PROTOBUF : last;
			numbers.put(member, ++last);
		}
		return numbers;
	}

	private static Map<String, Integer> indexed(String message, Map<String, Integer> members, Trail trail) {
		Set<Integer> taken = new HashSet<>();
		members.forEach((member, index) -> {
			boolean ofProtobuf = index >= FIRST_OF_PROTOBUF && index <= LAST_OF_PROTOBUF;
			if (!taken.add(index) || ofProtobuf || index > GREATEST) {
				throw trail.failure(
						"The member '" + member + "' of '" + message + "' has the index " + index
								+ ", which another one has too or protobuf keeps for itself.",
						"Give each member a number of its own with @JsonProperty(index = …).");
			}
		});
		return members;
	}

	private Map<String, Integer> described(Message described, Map<String, Integer> members, Trail trail) {
		Map<String, Integer> numbers = new HashMap<>();
		Map<String, Integer> missing = new LinkedHashMap<>();
		Map<String, Integer> indexed = new LinkedHashMap<>();
		members.forEach((member, index) -> {
			Member known = described.members().get(member);
			if (known == null && index == 0) {
				missing.put(member, index);
				return;
			}
			if (index > 0 && isTaken(described, known, index)) {
				throw contradiction(described, member, index, trail);
			}
			if (known == null) {
				indexed.put(member, index);
			}
			numbers.put(member, (known != null) ? known.number() : index);
		});
		indexed(described.name(), indexed, trail);
		if (!missing.isEmpty()) {
			int last = numbers.values().stream().mapToInt(Integer::intValue).max().orElse(0);
			numbers.putAll(missing(described, missing, Math.max(last, described.greatest()), trail));
		}
		return numbers;
	}

	private static boolean isTaken(Message described, @Nullable Member known, int index) {
		return (known != null) ? known.number() != index : described.reserves(index)
				|| described.members().values().stream().anyMatch((member) -> member.number() == index);
	}

	private RuntimeException contradiction(Message described, String member, int index, Trail trail) {
		Member known = described.members().get(member);
		String says = (known != null) ? "gives it the number " + known.number() : "has used that number already";
		return trail.failure(
				"The member '" + member + "' of '" + described.name() + "' has the index " + index
						+ ", but the description '" + origin() + "' " + says + ".",
				(known != null) ? "Take the number of the description." : "Take a number that was never used.");
	}

	private Map<String, Integer> missing(Message described, Map<String, Integer> missing, int last, Trail trail) {
		Map<String, Integer> next = counted(missing, last);
		if (!this.updating) {
			String lines = missing.keySet()
				.stream()
				.map((member) -> "'" + member + " = " + next.get(member) + "'")
				.collect(Collectors.joining(", "));
			throw trail.failure("The description '" + origin() + "' of the contract lacks members of '"
					+ described.name() + "', whose next numbers are free: " + lines + ".", WRITE_AGAIN);
		}
		return next;
	}

	private String origin() {
		return (this.description != null) ? this.description.origin() : "";
	}

	/** Numbers the constants of an enum; 0 is the one that stands for none. */
	Map<String, Integer> ofConstants(String enumeration, List<String> constants, Trail trail) {
		Map<String, Integer> members = new LinkedHashMap<>();
		constants.forEach((constant) -> members.put(constant, 0));
		Message described = describedEnum(enumeration);
		if (described != null) {
			return described(described, members, trail);
		}
		if (this.description != null && !this.updating) {
			throw lacking(enumeration, trail);
		}
		this.byOrder = true;
		return counted(members, 0);
	}

	private @Nullable Message describedEnum(String name) {
		if (this.description == null) {
			return null;
		}
		Message nested = this.description.enums().get(name + "." + EnumType.NESTED);
		return (nested != null) ? nested : this.description.enums().get(name);
	}

	boolean isNestedEnum(String name) {
		return this.description != null && this.description.enums().containsKey(name + "." + EnumType.NESTED);
	}

	/** What the description keeps, and what the type has no more. */
	List<Reserved> reservedOfFields(String message, Set<String> members) {
		return reserved((this.description != null) ? this.description.messages().get(message) : null, members, -1);
	}

	List<Reserved> reservedOfConstants(String enumeration, Set<String> constants) {
		return reserved(describedEnum(enumeration), constants, 0);
	}

	private static List<Reserved> reserved(@Nullable Message described, Set<String> present, int generated) {
		if (described == null) {
			return List.of();
		}
		List<Reserved> reserved = new ArrayList<>();
		// Protobuf refuses a name that is reserved and used, or reserved twice.
		Set<String> names = new HashSet<>(present);
		for (Reserved gone : described.reserved()) {
			reserved.add(names.add(gone.name()) ? gone : new Reserved(gone.number(), ""));
		}
		for (Member member : described.members().values()) {
			if (!present.contains(member.name()) && member.number() != generated) {
				reserved.add(new Reserved(member.number(), names.add(member.name()) ? member.name() : ""));
			}
		}
		return reserved;
	}

}
