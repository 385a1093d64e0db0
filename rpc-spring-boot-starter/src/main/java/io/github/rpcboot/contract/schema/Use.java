package io.github.rpcboot.contract.schema;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.introspect.AnnotatedMember;
import tools.jackson.databind.deser.SettableBeanProperty;
import tools.jackson.databind.ser.BeanPropertyWriter;

/**
 * Where a type is used: by which property, whose annotations may give it another form,
 * and whether {@code null} may be there.
 */
record Use(@Nullable BeanPropertyWriter writer, @Nullable SettableBeanProperty reader, boolean isElement,
		boolean nonNull) {

	static Use plain(boolean nonNull) {
		return new Use(null, null, false, nonNull);
	}

	Use element() {
		return new Use(this.writer, this.reader, true, true);
	}

	@Nullable AnnotatedMember writtenBy() {
		return (this.writer != null) ? this.writer.getMember() : null;
	}

	@Nullable AnnotatedMember readBy() {
		return (this.reader != null) ? this.reader.getMember() : null;
	}

}
