package io.github.rpcboot.autoconfigure.rest;

import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;

/** What contracts have in common, whatever their types. */
interface MappedStore<T, I> {

	@PutMapping("/store/{id}")
	T put(@PathVariable("id") I id, @RequestBody T value);

}
