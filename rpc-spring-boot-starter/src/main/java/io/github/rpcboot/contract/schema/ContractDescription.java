package io.github.rpcboot.contract.schema;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.rpcboot.RpcConfigurationException;
import io.github.rpcboot.contract.ContractParser;
import io.github.rpcboot.contract.ServiceContract;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * The description of a contract: a {@code .proto} file that is committed beside the
 * interface as {@code META-INF/rpc/<wire name>.proto}, fixes the numbers of all members,
 * and is what clients in other languages compile. A test of the user's build calls
 * {@link #check()}; who changes the contract calls {@link #write(Path)}:
 * <pre class="code">
 * ContractDescription.of(Orders.class).check();
 * ContractDescription.of(Orders.class).write(Path.of("src/main/resources"));
 * </pre>
 *
 * @since 0.1.0
 */
public final class ContractDescription {

	private static final Log logger = LogFactory.getLog(ContractDescription.class);

	private final ServiceContract contract;

	private final ContractSchemas schemas;

	private ContractDescription(ServiceContract contract, ContractSchemas schemas) {
		this.contract = contract;
		this.schemas = schemas;
	}

	/**
	 * Describes a contract as a mapper without settings sees it.
	 * @param contract the contract interface
	 * @return its description
	 * @throws RpcConfigurationException if the interface is no contract
	 */
	public static ContractDescription of(Class<?> contract) {
		return of(contract, JsonMapper.builder().build());
	}

	/**
	 * Describes a contract as the application's mapper sees it, which is needed where its
	 * settings or modules change the names of members.
	 * @param contract the contract interface
	 * @param mapper the mapper
	 * @return its description
	 * @throws RpcConfigurationException if the interface is no contract
	 */
	public static ContractDescription of(Class<?> contract, JsonMapper mapper) {
		ServiceContract parsed = ContractParser.using(mapper).parse(contract);
		if (parsed.isRestMapped()) {
			throw new RpcConfigurationException("The contract '" + parsed.name() + "' is mapped to REST.",
					"Describe it with the tools of that API.");
		}
		return new ContractDescription(parsed, ContractSchemas.using(mapper));
	}

	/**
	 * Writes or checks descriptions, for builds without a test of it: <pre>
	 * write src/main/resources com.shop.Orders …
	 * check com.shop.Orders …
	 * </pre> A contract that is meant with other settings of Jackson than the usual ones
	 * needs {@link #of(Class, JsonMapper)}.
	 * @param arguments what to do, and the names of contract interfaces
	 * @throws RpcConfigurationException if {@link #check()} or {@link #write} does, or
	 * the arguments mean nothing
	 */
	public static void main(String... arguments) {
		List<String> words = List.of(arguments);
		if (words.size() >= 3 && words.get(0).equals("write")) {
			Path resources = Path.of(words.get(1));
			words.subList(2, words.size())
				.forEach((name) -> logger.info("Written: " + named(name).write(resources).toAbsolutePath()));
		}
		else if (words.size() >= 2 && words.get(0).equals("check")) {
			words.subList(1, words.size()).forEach((name) -> named(name).check());
		}
		else {
			throw new RpcConfigurationException("The arguments " + words + " mean nothing.",
					"Say 'write <folder of resources> <contract interface> …' or 'check <contract interface> …'.");
		}
	}

	private static ContractDescription named(String contract) {
		try {
			ClassLoader loader = Thread.currentThread().getContextClassLoader();
			return of(Class.forName(contract, false, loader));
		}
		catch (ClassNotFoundException ex) {
			throw new RpcConfigurationException("There is no interface '" + contract + "' on the class path.",
					"Write its whole name, with '$' before the name of a nested one, and compile it before.");
		}
	}

	/**
	 * The name of the file below the resources or on the class path.
	 * @return for example {@code META-INF/rpc/shop.v2.Orders.proto}
	 */
	public String resource() {
		return Description.resource(this.contract.name());
	}

	/**
	 * What the description has to be: the committed numbers, the next ones for what is
	 * new, and {@code reserved} for what is gone.
	 * @return proto3
	 * @throws RpcConfigurationException if a type has no form in protobuf
	 */
	public String text() {
		return text(committed());
	}

	private String text(@Nullable Description committed) {
		return this.schemas.read(this.contract, new Numbers(committed, true)).toProto();
	}

	private @Nullable Description committed() {
		return Description.find(this.contract.name(), this.contract.type());
	}

	/**
	 * What would break peers that were built with the committed description.
	 * @return a sentence for each, empty if there is none or no description yet
	 * @throws RpcConfigurationException if a type has no form in protobuf
	 */
	public List<String> breakingChanges() {
		Description committed = committed();
		return (committed != null) ? changes(committed).breaking() : List.of();
	}

	private DescriptionChanges changes(Description committed) {
		Description now = Description.parse(text(committed), resource(), this.contract.name());
		return DescriptionChanges.between(committed, now);
	}

	/**
	 * Checks that the committed description is there, is complete, and that nothing
	 * breaks the peers that were built with it.
	 * @throws RpcConfigurationException if one of that is not so; the exception names
	 * every change
	 */
	public void check() {
		Description committed = committed();
		if (committed == null) {
			throw new RpcConfigurationException(
					"The contract '" + this.contract.name() + "' has no description '" + resource() + "'.",
					"Write it with ContractDescription.of(" + this.contract.type().getSimpleName()
							+ ".class).write(Path.of(\"src/main/resources\")), and commit it.");
		}
		DescriptionChanges changes = changes(committed);
		if (!changes.breaking().isEmpty()) {
			throw new RpcConfigurationException(
					"The contract '" + this.contract.name() + "' breaks peers that know its description:\n"
							+ lines(changes.breaking()),
					"Undo the changes, or give the contract a new wire name such as 'shop.v2.Orders'. If no such "
							+ "peer is left, write the description again.");
		}
		if (!changes.missing().isEmpty()) {
			throw new RpcConfigurationException(
					"The description '" + resource() + "' is out of date:\n" + lines(changes.missing()),
					"Write it again with ContractDescription, and commit it.");
		}
	}

	private static String lines(List<String> changes) {
		return " - " + String.join("\n - ", changes) + "\n";
	}

	/**
	 * Writes the description, keeping every number of the file that is there or, if there
	 * is none, of the one on the class path.
	 * @param resources a folder of resources, for example {@code src/main/resources}
	 * @return the file
	 * @throws RpcConfigurationException if a type has no form in protobuf
	 * @throws UncheckedIOException if the file cannot be written
	 */
	public Path write(Path resources) {
		Path file = resources.resolve(resource());
		try {
			Description committed = Files.exists(file)
					? Description.parse(Files.readString(file), file.toString(), this.contract.name()) : committed();
			String text = text(committed);
			// What could not be read again must not take the place of what can.
			Description.parse(text, file.toString(), this.contract.name());
			Files.createDirectories(file.toAbsolutePath().getParent());
			return Files.writeString(file, text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The description '" + file + "' cannot be written: " + ex.getMessage(), ex);
		}
	}

}
