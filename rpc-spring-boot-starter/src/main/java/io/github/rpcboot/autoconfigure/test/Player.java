package io.github.rpcboot.autoconfigure.test;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Replays a recording: the answers to equal requests in their order, the last one again.
 */
final class Player implements Answerer {

	private static final int LISTED = 10;

	private final Answers.Recording recording;

	private final List<Exchange> exchanges;

	private final Map<Integer, Integer> asked = new HashMap<>();

	private final Set<Integer> used = new HashSet<>();

	Player(Answers.Recording recording) {
		this.recording = recording;
		this.exchanges = new RecordingFile(recording.file()).read(recording.application());
	}

	@Override
	public synchronized Reply answer(Incoming incoming) {
		List<Integer> matches = IntStream.range(0, this.exchanges.size())
			.filter((i) -> this.exchanges.get(i).request().difference(incoming.request()) == null)
			.boxed()
			.toList();
		if (matches.isEmpty()) {
			throw new UnansweredException(unmatched(incoming.request()));
		}
		int times = this.asked.merge(matches.get(0), 1, Integer::sum);
		int chosen = matches.get(Math.min(times, matches.size()) - 1);
		this.used.add(chosen);
		Exchange.Response response = this.exchanges.get(chosen).response();
		return new Reply(response.status(), response.headers(), response.body().bytes());
	}

	@Override
	public synchronized void rewind() {
		this.asked.clear();
	}

	@Override
	public synchronized List<String> unused() {
		return IntStream.range(0, this.exchanges.size())
			.filter((i) -> !this.used.contains(i))
			.mapToObj(this::described)
			.toList();
	}

	@Override
	public synchronized void forget() {
		this.used.clear();
	}

	private String described(int index) {
		return "exchange " + (index + 1) + ": " + this.exchanges.get(index).request();
	}

	private String unmatched(Exchange.Request asked) {
		return "The recording '" + this.recording.file() + "' of '" + this.recording.application()
				+ "' has no answer to " + asked + ". " + nearest(asked) + " Correct the test or the file, or record it"
				+ " again: run the test with " + RecordingFile.recordOption(this.recording.application()) + ".";
	}

	private String nearest(Exchange.Request asked) {
		List<Integer> near = new ArrayList<>(IntStream.range(0, this.exchanges.size())
			.filter((i) -> this.exchanges.get(i).request().isFor(asked))
			.boxed()
			.toList());
		if (near.isEmpty()) {
			String there = IntStream.range(0, Math.min(this.exchanges.size(), LISTED))
				.mapToObj(this::described)
				.collect(Collectors.joining("; "));
			int more = this.exchanges.size() - LISTED;
			return this.exchanges.isEmpty() ? "It holds no exchange."
					: "It holds " + there + ((more > 0) ? "; and " + more + " more." : ".");
		}
		// The difference that is told in most words stands deepest.
		near.sort(Comparator.comparingInt((i) -> -String.valueOf(difference(i, asked)).split("/").length));
		return "Nearest is exchange " + (near.get(0) + 1) + ", where " + difference(near.get(0), asked) + ".";
	}

	private String difference(int index, Exchange.Request asked) {
		return Objects.requireNonNullElse(this.exchanges.get(index).request().difference(asked), "nothing differs");
	}

}
