package io.github.rpcboot.call;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonReadContext;

/**
 * Where a parser is, and which names the object there has had. Jackson's own detection
 * makes a set for each object that it reads; this keeps one array for all objects at the
 * same depth, and looks through it, since most objects have few members. Objects of a
 * list are alike: as long as names come in the order of the object before, one comparison
 * each tells that they are different ones.
 */
final class UniqueNames extends JsonReadContext {

	private static final int FEW = 16;

	private final JsonParser parser;

	private String[] names = {};

	/** How many of the names belong to the object that is being read. */
	private int count;

	/** How many of the names are known to be different, be they of the object before. */
	private int different;

	/** The names of an object that has more than a few. */
	private @Nullable Set<String> many;

	private UniqueNames(@Nullable JsonReadContext parent, int depth, int type, JsonParser parser) {
		super(parent, depth, null, type, 0, 0);
		this.parser = parser;
	}

	static JsonReadContext root(JsonParser parser) {
		return new UniqueNames(null, 0, TYPE_ROOT, parser);
	}

	@Override
	public JsonReadContext createChildArrayContext(int line, int column) {
		prepareChild();
		return super.createChildArrayContext(line, column);
	}

	@Override
	public JsonReadContext createChildObjectContext(int line, int column) {
		prepareChild();
		return super.createChildObjectContext(line, column);
	}

	private void prepareChild() {
		if (this._child == null) {
			this._child = new UniqueNames(this, this._nestingDepth + 1, TYPE_OBJECT, this.parser);
		}
	}

	@Override
	public JsonReadContext reset(int type, int line, int column) {
		this.count = 0;
		this.many = null;
		return super.reset(type, line, column);
	}

	@Override
	public void setCurrentName(String name) throws StreamReadException {
		super.setCurrentName(name);
		if (!add(name)) {
			throw new StreamReadException(this.parser, "An object has a member twice.");
		}
	}

	private boolean add(String name) {
		if (this.many != null) {
			return this.many.add(name);
		}
		if (this.count < this.different && this.names[this.count] == name) {
			this.count++;
			return true;
		}
		for (int i = 0; i < this.count; i++) {
			if (this.names[i].equals(name)) {
				return false;
			}
		}
		keep(name);
		return true;
	}

	private void keep(String name) {
		if (this.count == FEW) {
			this.many = new HashSet<>(Arrays.asList(this.names));
			this.many.add(name);
			return;
		}
		if (this.count == this.names.length) {
			this.names = Arrays.copyOf(this.names, (this.count == 0) ? FEW / 2 : FEW);
		}
		this.names[this.count++] = name;
		this.different = this.count;
	}

}
