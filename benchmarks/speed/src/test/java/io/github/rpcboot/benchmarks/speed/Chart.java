package io.github.rpcboot.benchmarks.speed;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * Draws what a call costs: a bar per product, the client's part and the server's, the
 * cheapest first. It can be read on a light and on a dark page.
 */
final class Chart {

	private static final int WIDTH = 720;

	private static final int LABELS = 150;

	private static final int VALUES = 60;

	private static final int ROW = 26;

	private static final int BAR = 16;

	private static final int TOP = 44;

	private final List<Cell> cells;

	private final String title;

	private final double scale;

	private Chart(String title, List<Cell> cells) {
		this.title = title;
		this.cells = cells.stream()
			.sorted(Comparator.comparingDouble((cell) -> cell.median(Measurement::cpuMicros)))
			.toList();
		double most = this.cells.stream()
			.mapToDouble((cell) -> cell.median(Measurement::clientMicros) + cell.median(Measurement::serverMicros))
			.max()
			.orElse(1);
		this.scale = (WIDTH - LABELS - VALUES) / most;
	}

	/** The cells of one operation and number of callers. */
	static String of(String title, List<Cell> cells) {
		return new Chart(title, cells).draw();
	}

	private String draw() {
		int height = TOP + this.cells.size() * ROW + 10;
		StringBuilder svg = new StringBuilder(
				"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"12\" role=\"img\" aria-label=\"%s\">%n"
					.formatted(WIDTH, height, this.title));
		svg.append("<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>%n".formatted(WIDTH, height));
		svg.append(text(10, 18, "start", "#1a1a1a", this.title));
		svg.append(rectangle(LABELS, 28, 10, 10, "#1f5fa8"))
			.append(text(LABELS + 14, 37, "start", "#1a1a1a", "client"));
		svg.append(rectangle(LABELS + 66, 28, 10, 10, "#8fb8e0"))
			.append(text(LABELS + 80, 37, "start", "#1a1a1a", "server"));
		for (int i = 0; i < this.cells.size(); i++) {
			svg.append(row(this.cells.get(i), TOP + i * ROW));
		}
		return svg.append("</svg>\n").toString();
	}

	private String row(Cell cell, int top) {
		double client = cell.median(Measurement::clientMicros) * this.scale;
		double server = cell.median(Measurement::serverMicros) * this.scale;
		boolean ours = cell.peer().equals(Peer.OURS);
		String value = String.format(Locale.ROOT, "%.0f", cell.median(Measurement::cpuMicros));
		return text(LABELS - 8, top + BAR - 3, "end", ours ? "#b00020" : "#1a1a1a", cell.peer())
				+ rectangle(LABELS, top, client, BAR, "#1f5fa8")
				+ rectangle(LABELS + client, top, server, BAR, "#8fb8e0")
				+ text(LABELS + client + server + 6, top + BAR - 3, "start", "#1a1a1a", value);
	}

	private static String rectangle(double x, int y, double width, int height, String color) {
		return String.format(Locale.ROOT, "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>%n", x,
				y, width, height, color);
	}

	private static String text(double x, int y, String anchor, String color, String text) {
		return String.format(Locale.ROOT, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\" fill=\"%s\">%s</text>%n", x, y,
				anchor, color, text);
	}

}
