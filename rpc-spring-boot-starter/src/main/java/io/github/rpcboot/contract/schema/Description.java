package io.github.rpcboot.contract.schema;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.github.rpcboot.RpcConfigurationException;
import org.jspecify.annotations.Nullable;

/**
 * What a committed {@code .proto} file says of a contract. Types are named without the
 * package of the file.
 *
 * @param origin the file, as messages call it
 */
record Description(String origin, Map<String, Method> methods, Map<String, Message> messages,
		Map<String, Message> enums) {

	static String resource(String wireName) {
		return "META-INF/rpc/" + wireName + ".proto";
	}

	static @Nullable Description find(String wireName, Class<?> contract) {
		String resource = resource(wireName);
		ClassLoader loader = contract.getClassLoader();
		try (InputStream in = (loader != null) ? loader.getResourceAsStream(resource) : null) {
			return (in != null) ? parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), resource, wireName)
					: null;
		}
		catch (IOException ex) {
			throw new RpcConfigurationException("The description '" + resource + "' cannot be read: " + ex.getMessage(),
					"Correct the file on the class path.");
		}
	}

	static Description parse(String text, String origin, String wireName) {
		return new DescriptionParser(text, origin).parse(wireName);
	}

	/**
	 * A method.
	 *
	 * @param requestStream whether requests are a stream
	 * @param responseStream whether responses are a stream
	 */
	record Method(String name, String request, String response, boolean requestStream, boolean responseStream) {
	}

	/**
	 * A message, or an enum with its constants as members.
	 */
	record Message(String name, Map<String, Member> members, List<Reserved> reserved) {

		boolean reserves(int number) {
			return this.reserved.stream().anyMatch((gone) -> gone.number() == number);
		}

		int greatest() {
			int members = this.members.values().stream().mapToInt(Member::number).max().orElse(0);
			return Math.max(members, this.reserved.stream().mapToInt(Reserved::number).max().orElse(0));
		}

	}

	/**
	 * A field or constant.
	 *
	 * @param type the type without its label, empty for constants
	 * @param many {@code repeated} or {@code map}, empty for what occurs once
	 */
	record Member(String name, int number, String type, String many) {

		/** The type of the value, also of a map. */
		String valueType() {
			return this.type.substring(this.type.indexOf(' ') + 1);
		}

		/** The type of the key, empty if there is none. */
		String keyType() {
			return this.type.substring(0, Math.max(0, this.type.indexOf(',')));
		}

		String describedType() {
			if (this.many.equals("map")) {
				return "map<" + this.type + ">";
			}
			return this.many.isEmpty() ? this.type : this.many + " " + this.type;
		}

		@Override
		public String toString() {
			return this.name + " = " + this.number;
		}

	}

}
