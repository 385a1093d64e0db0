package io.github.rpcboot.autoconfigure.aot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import io.github.rpcboot.RemoteContract;
import io.github.rpcboot.RemoteMethod;
import jakarta.validation.constraints.Size;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.ValueSerializer;
import tools.jackson.databind.annotation.JsonDeserialize;
import tools.jackson.databind.annotation.JsonSerialize;

import org.springframework.cloud.openfeign.FeignClient;
import org.springframework.cloud.openfeign.SpringQueryMap;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.service.annotation.GetExchange;

/** Every kind of contract, and of type that travels. None is public. */
final class Contracts {

	private Contracts() {
	}

	interface Greeter {

		String greet(@Size(max = 20) String name);

		CompletableFuture<Greeting> later(String name);

	}

	record Greeting(String text) {
	}

	@RemoteContract("shop.v2.Catalog")
	interface Catalog {

		Page<Item> list(Kind kind, Optional<String> search);

		Map<Kind, List<Item>> byKind();

		Shape[] shapes(List<Shape> shapes);

		Basket add(Basket basket, Item item) throws SoldOut;

		@RemoteMethod("price")
		Price priceOf(Item item);

	}

	record Page<T>(List<T> content, int total) {
	}

	record Item(long id, String name, Kind kind) {
	}

	enum Kind {

		TEA, POT

	}

	@JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
	@JsonSubTypes({ @JsonSubTypes.Type(value = Circle.class, name = "circle"),
			@JsonSubTypes.Type(value = Square.class, name = "square") })
	sealed interface Shape permits Circle, Square {

	}

	record Circle(double radius) implements Shape {
	}

	record Square(Side side) implements Shape {
	}

	record Side(double length) {
	}

	/** A bean with accessors, of which not all are public. */
	static class Basket {

		private List<Item> items = new ArrayList<>();

		private Note note;

		@JsonProperty
		private Stamp stamp;

		public List<Item> getItems() {
			return this.items;
		}

		void setItems(List<Item> items) {
			this.items = items;
		}

		@JsonProperty
		Note getNote() {
			return this.note;
		}

		void setNote(Note note) {
			this.note = note;
		}

	}

	/** Nothing but a field leads to it. */
	record Stamp(String text) {
	}

	@JsonDeserialize(as = PlainNote.class)
	interface Note {

		@JsonSerialize(using = UpperCase.class)
		String getText();

	}

	record PlainNote(String text) implements Note {

		@Override
		public String getText() {
			return this.text;
		}

	}

	static class UpperCase extends ValueSerializer<String> {

		@Override
		public void serialize(String value, JsonGenerator generator, SerializationContext context) {
			generator.writeString(value.toUpperCase(java.util.Locale.ROOT));
		}

	}

	static final class Price {

		private final long cents;

		private Price(long cents) {
			this.cents = cents;
		}

		@JsonCreator
		static Price of(long cents) {
			return new Price(cents);
		}

		@JsonValue
		long cents() {
			return this.cents;
		}

	}

	@SuppressWarnings("serial")
	static class SoldOut extends Exception {

		private final Item item;

		private final List<Alternative> alternatives;

		SoldOut(String message, Item item, List<Alternative> alternatives) {
			super(message);
			this.item = item;
			this.alternatives = alternatives;
		}

		Item item() {
			return this.item;
		}

		List<Alternative> alternatives() {
			return this.alternatives;
		}

	}

	record Alternative(Item item) {
	}

	interface Crud<T, K> {

		T find(K key);

		List<T> all();

	}

	interface Users extends Crud<User, Long> {

	}

	record User(long id, Email email) {
	}

	record Email(String address) {
	}

	@FeignClient(name = "rest", url = "${rest.url}")
	interface Items {

		@GetMapping("/items/{id}")
		Article find(@PathVariable("id") long id);

		@GetMapping("/items")
		ResponseEntity<List<Article>> search(@SpringQueryMap Filter filter);

		default String nameOf(long id) {
			return find(id).name();
		}

	}

	record Article(long id, String name) {
	}

	public static class Filter {

		private String name;

		public String getName() {
			return this.name;
		}

		public void setName(String name) {
			this.name = name;
		}

	}

	interface Stocks {

		@GetExchange("/stocks/{id}")
		Stock stock(@PathVariable("id") long id);

		default boolean isEmpty(long id) {
			return stock(id).count() == 0;
		}

	}

	record Stock(int count) {
	}

}
