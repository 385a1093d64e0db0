package io.github.rpcboot.chaos;

/**
 * Runs rows of the fault matrix by hand: {@code RunRow 1 3}, or {@code RunRow all}.
 */
final class RunRow {

	private RunRow() {
	}

	public static void main(String[] args) throws Exception {
		Rows rows = new Rows();
		for (String number : (args[0].equals("all")) ? Rows.all().stream().map(Row::number).toArray(String[]::new)
				: args) {
			rows.run(Rows.find(number));
		}
		rows.print();
		System.exit(0);
	}

}
