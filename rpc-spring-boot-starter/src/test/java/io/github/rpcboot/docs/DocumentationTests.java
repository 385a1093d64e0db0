package io.github.rpcboot.docs;

import java.io.IOException;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.rpcboot.autoconfigure.RpcProperties;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.DefaultValue;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Keeps README.md and docs honest: links, keys, and snippets that name a file.
 */
class DocumentationTests {

	private static final Path ROOT = root();

	private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");

	private static final Pattern KEY = Pattern.compile("`(rpc\\.[A-Za-z0-9.<>-]+)`");

	private static final Pattern SNIPPET = Pattern
		.compile("<!-- snippet: (\\S+) -->\\n```(java|yaml|json|xml)\\n(.*?)\\n```", Pattern.DOTALL);

	private static final Map<String, String> NAMES = Map.of("endpoints", "<application>", "targets", "<application>",
			"services", "<service>", "methods", "<method>");

	@Test
	void theReadmeHasAtMost150Lines() throws IOException {
		assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(150);
	}

	@Test
	void everyPageIsListedInTheIndex() throws IOException {
		String index = Files.readString(ROOT.resolve("docs/README.md"));
		for (Path page : pages()) {
			if (page.startsWith(ROOT.resolve("docs")) && !page.endsWith("README.md")) {
				assertThat(index).contains("](" + page.getFileName() + ")");
			}
		}
	}

	@Test
	void everyRelativeLinkPointsToAFileAndAHeading() throws IOException {
		List<String> broken = new ArrayList<>();
		for (Path page : pages()) {
			Matcher links = LINK.matcher(prose(Files.readString(page)));
			while (links.find()) {
				if (!isAbsolute(links.group(1)) && !exists(page, links.group(1))) {
					broken.add(ROOT.relativize(page) + " -> " + links.group(1));
				}
			}
		}
		assertThat(broken).isEmpty();
	}

	@Test
	void everySnippetThatNamesAFileStandsInThatFile() throws IOException {
		List<String> missing = new ArrayList<>();
		int found = 0;
		for (Path page : pages()) {
			Matcher snippets = SNIPPET.matcher(Files.readString(page));
			while (snippets.find()) {
				found++;
				String source = withoutIndentation(Files.readString(ROOT.resolve(snippets.group(1))));
				if (!source.contains(withoutIndentation(snippets.group(3)))) {
					missing.add(ROOT.relativize(page) + ": " + snippets.group(1) + "\n" + snippets.group(3));
				}
			}
			assertThat(markers(page)).as("markers without a snippet in %s", page).isEqualTo(snippetsOf(page));
		}
		assertThat(missing).isEmpty();
		assertThat(found).isPositive();
	}

	@Test
	void everyJavaBlockOfAMigrationPageNamesAFile() throws IOException {
		List<String> alone = new ArrayList<>();
		for (Path page : pages()) {
			List<String> lines = Files.readAllLines(page);
			for (int i = 1; page.getFileName().toString().startsWith("migrate-") && i < lines.size(); i++) {
				if (lines.get(i).strip().equals("```java") && !lines.get(i - 1).startsWith("<!-- snippet: ")) {
					alone.add(ROOT.relativize(page) + ":" + (i + 1));
				}
			}
		}
		assertThat(alone).isEmpty();
	}

	@Test
	void everyKeyOfThePropertiesIsDocumentedWithItsDefault() throws IOException {
		List<String> rows = Files.readAllLines(ROOT.resolve("docs/configuration.md"));
		keys().forEach((key, defaultValue) -> assertThat(rows).as(key)
			.anyMatch((row) -> row.startsWith("| `" + key + "` |")
					&& (defaultValue.isEmpty() || row.contains("| `" + defaultValue + "` |"))));
	}

	@Test
	void everyDocumentedKeyExists() throws IOException {
		List<String> patterns = keys().keySet().stream().map(DocumentationTests::toPattern).toList();
		List<String> unknown = new ArrayList<>();
		for (Path page : pages()) {
			Matcher documented = KEY.matcher(Files.readString(page));
			while (documented.find()) {
				String key = documented.group(1);
				if (patterns.stream().noneMatch((pattern) -> isKeyOrSection(key, pattern))) {
					unknown.add(ROOT.relativize(page) + ": " + key);
				}
			}
		}
		assertThat(unknown).isEmpty();
	}

	private static Path root() {
		Path folder = Path.of("").toAbsolutePath();
		while (folder != null && !Files.exists(folder.resolve("demo.sh"))) {
			folder = folder.getParent();
		}
		if (folder == null) {
			throw new IllegalStateException("No folder above the working directory holds demo.sh");
		}
		return folder;
	}

	private static List<Path> pages() throws IOException {
		try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
			return Stream
				.concat(Stream.of("README.md", "CHANGELOG.md", "docs/samples/README.md").map(ROOT::resolve),
						docs.sorted())
				.filter((page) -> page.toString().endsWith(".md"))
				.toList();
		}
	}

	/** Code blocks and code spans hold brackets and comment signs of their own. */
	private static String prose(String markdown) {
		return withoutBlocks(markdown).replaceAll("`[^`\\n]*`", "");
	}

	private static String withoutBlocks(String markdown) {
		return markdown.replaceAll("(?ms)^```.*?^```$", "");
	}

	private static boolean isAbsolute(String link) {
		return link.matches("[a-z]+:.*");
	}

	private static boolean exists(Path page, String link) throws IOException {
		String[] parts = link.split("#", 2);
		Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
		return Files.exists(target) && (parts.length < 2 || headings(target).contains(parts[1]));
	}

	/** The anchors that GitHub makes of headings. */
	private static List<String> headings(Path page) throws IOException {
		return withoutBlocks(Files.readString(page)).lines()
			.filter((line) -> line.startsWith("#"))
			.map((line) -> line.replaceFirst("^#+ ", "")
				.toLowerCase(Locale.ROOT)
				.replaceAll("[^a-z0-9 _-]", "")
				.replace(' ', '-'))
			.toList();
	}

	private static String withoutIndentation(String text) {
		return text.lines().map(String::strip).collect(Collectors.joining("\n"));
	}

	private static long markers(Path page) throws IOException {
		return Files.readString(page).lines().filter((line) -> line.contains("<!-- snippet:")).count();
	}

	private static long snippetsOf(Path page) throws IOException {
		return SNIPPET.matcher(Files.readString(page)).results().count();
	}

	private static Map<String, String> keys() {
		Map<String, String> keys = new LinkedHashMap<>();
		collect("rpc", RpcProperties.class, keys);
		return keys;
	}

	private static void collect(String prefix, Class<?> type, Map<String, String> keys) {
		RecordComponent[] components = type.getRecordComponents();
		Parameter[] parameters = type.getDeclaredConstructors()[0].getParameters();
		for (int i = 0; i < components.length; i++) {
			String key = prefix + "." + toKebabCase(components[i].getName());
			Class<?> value = components[i].getType();
			if (value == Map.class) {
				key += "." + NAMES.get(components[i].getName());
				Type argument = ((ParameterizedType) components[i].getGenericType()).getActualTypeArguments()[1];
				value = (argument instanceof Class<?> named) ? named : List.class;
			}
			if (value.isRecord()) {
				collect(key, value, keys);
			}
			else {
				DefaultValue defaultValue = parameters[i].getAnnotation(DefaultValue.class);
				keys.put(key, (defaultValue != null) ? String.join(", ", defaultValue.value()) : "");
			}
		}
	}

	private static String toKebabCase(String name) {
		return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
	}

	private static String toPattern(String key) {
		return key.replaceAll("<[a-z]+>", "*");
	}

	private static boolean isKeyOrSection(String key, String pattern) {
		String[] elements = key.split("\\.");
		String[] known = pattern.split("\\.");
		if (elements.length > known.length) {
			return false;
		}
		for (int i = 0; i < elements.length; i++) {
			if (!known[i].equals("*") && !known[i].equals(elements[i])) {
				return false;
			}
		}
		return true;
	}

}
