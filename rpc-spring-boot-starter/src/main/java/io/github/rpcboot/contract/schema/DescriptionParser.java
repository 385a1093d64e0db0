package io.github.rpcboot.contract.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.contract.schema.Description.Member;
import io.github.rpcboot.contract.schema.Description.Message;
import io.github.rpcboot.contract.schema.Description.Method;

/**
 * Reads the part of proto3 that an exported contract is written in; comments and options
 * are left out.
 */
final class DescriptionParser {

	/** More would be no list of what was removed. */
	private static final int LONGEST_RANGE = 10_000;

	private final String origin;

	private final DescriptionTokens tokens;

	private final Map<String, Method> methods = new LinkedHashMap<>();

	private final Map<String, Message> messages = new LinkedHashMap<>();

	private final Map<String, Message> enums = new LinkedHashMap<>();

	private String packageName = "";

	DescriptionParser(String text, String origin) {
		this.origin = origin;
		this.tokens = new DescriptionTokens(text, origin);
	}

	Description parse(String wireName) {
		while (this.tokens.hasNext()) {
			statement(ServiceSchema.simpleNameOf(wireName));
		}
		if (!this.packageName.equals(ServiceSchema.packageOf(wireName))) {
			throw new RpcConfigurationException(
					"The description '" + this.origin + "' has the package '" + this.packageName
							+ "', which is not that of the contract '" + wireName + "'.",
					"Correct the file, or write it anew with ContractDescription.");
		}
		return new Description(this.origin, this.methods, this.messages, this.enums);
	}

	private void statement(String service) {
		if (this.tokens.skip("syntax")) {
			this.tokens.require("=");
			if (!this.tokens.skip("'proto3'")) {
				this.tokens.require("\"proto3\"");
			}
			this.tokens.require(";");
		}
		else if (this.tokens.skip("package")) {
			this.packageName = this.tokens.name();
			this.tokens.require(";");
		}
		else if (this.tokens.skip("service")) {
			service(this.tokens.name().equals(service));
		}
		else if (this.tokens.skip("import") || this.tokens.skip("option")) {
			this.tokens.skipStatement();
		}
		else if (!type("")) {
			this.tokens.require(";");
		}
	}

	private void service(boolean ours) {
		this.tokens.require("{");
		while (!this.tokens.skip("}")) {
			if (this.tokens.skip("option")) {
				this.tokens.skipStatement();
				continue;
			}
			this.tokens.require("rpc");
			Method method = method();
			if (ours) {
				this.methods.put(method.name(), method);
			}
		}
		this.tokens.skip(";");
	}

	private Method method() {
		String name = this.tokens.name();
		this.tokens.require("(");
		boolean requestStream = this.tokens.skip("stream");
		String request = typeName();
		this.tokens.require(")");
		this.tokens.require("returns");
		this.tokens.require("(");
		boolean responseStream = this.tokens.skip("stream");
		String response = typeName();
		this.tokens.require(")");
		if (this.tokens.skip("{")) {
			while (!this.tokens.skip("}")) {
				this.tokens.skipStatement();
			}
			this.tokens.skip(";");
		}
		else {
			this.tokens.require(";");
		}
		return new Method(name, request, response, requestStream, responseStream);
	}

	private String typeName() {
		String name = this.tokens.name();
		String plain = name.startsWith(".") ? name.substring(1) : name;
		String prefix = this.packageName + ".";
		return (!this.packageName.isEmpty() && plain.startsWith(prefix)) ? plain.substring(prefix.length()) : plain;
	}

	private boolean type(String scope) {
		if (this.tokens.skip("message")) {
			message(scope + this.tokens.name());
			return true;
		}
		if (this.tokens.skip("enum")) {
			enumeration(scope + this.tokens.name());
			return true;
		}
		return false;
	}

	private void message(String name) {
		Message message = new Message(name, new LinkedHashMap<>(), new ArrayList<>());
		this.messages.put(name, message);
		this.tokens.require("{");
		while (!this.tokens.skip("}")) {
			member(message);
		}
		this.tokens.skip(";");
	}

	private void member(Message message) {
		if (this.tokens.skip(";") || type(message.name() + ".")) {
			return;
		}
		if (this.tokens.skip("option")) {
			this.tokens.skipStatement();
		}
		else if (this.tokens.skip("reserved")) {
			reserved(message.reserved());
		}
		else if (this.tokens.skip("oneof")) {
			this.tokens.name();
			this.tokens.require("{");
			while (!this.tokens.skip("}")) {
				member(message);
			}
		}
		else {
			field(message);
		}
	}

	private void field(Message message) {
		String many = "";
		String type = "";
		if (this.tokens.skip("repeated")) {
			many = "repeated";
		}
		else if (this.tokens.skip("map")) {
			many = "map";
			type = mapOf();
		}
		else {
			this.tokens.skip("optional");
		}
		put(message, many, type.isEmpty() ? typeName() : type);
	}

	private String mapOf() {
		this.tokens.require("<");
		String key = this.tokens.name();
		this.tokens.require(",");
		String value = typeName();
		this.tokens.require(">");
		return key + ", " + value;
	}

	private void put(Message message, String many, String type) {
		String name = this.tokens.name();
		this.tokens.require("=");
		int number = this.tokens.number();
		this.tokens.skipBrackets();
		this.tokens.require(";");
		boolean twice = message.members().values().stream().anyMatch((other) -> other.number() == number);
		if (twice || message.reserves(number) || message.members().containsKey(name)) {
			throw new RpcConfigurationException(
					"The description '" + this.origin + "' uses the number or name of '" + name + " = " + number
							+ "' twice in '" + message.name() + "'.",
					"Give the newer one a number that was never used.");
		}
		message.members().put(name, new Member(name, number, type, many));
	}

	private void enumeration(String name) {
		Message constants = new Message(name, new LinkedHashMap<>(), new ArrayList<>());
		this.enums.put(name, constants);
		this.tokens.require("{");
		while (!this.tokens.skip("}")) {
			if (this.tokens.skip("option")) {
				this.tokens.skipStatement();
			}
			else if (this.tokens.skip("reserved")) {
				reserved(constants.reserved());
			}
			else if (!this.tokens.skip(";")) {
				put(constants, "", "");
			}
		}
		this.tokens.skip(";");
	}

	/** Names stand in the order of the numbers before them, where there are any. */
	private void reserved(List<Reserved> reserved) {
		do {
			if (this.tokens.isText()) {
				name(reserved, this.tokens.text());
				continue;
			}
			int first = this.tokens.number();
			int last = this.tokens.skip("to") ? this.tokens.number() : first;
			if (last < first || last - first > LONGEST_RANGE) {
				throw this.tokens.failure("a range of at most " + LONGEST_RANGE + " numbers");
			}
			for (int number = first; number <= last; number++) {
				reserved.add(new Reserved(number, ""));
			}
		}
		while (this.tokens.skip(","));
		this.tokens.require(";");
	}

	private static void name(List<Reserved> reserved, String name) {
		for (int i = 0; i < reserved.size(); i++) {
			if (reserved.get(i).name().isEmpty()) {
				reserved.set(i, new Reserved(reserved.get(i).number(), name));
				return;
			}
		}
	}

}
