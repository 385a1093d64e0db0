package io.github.rpcboot.benchmarks.speed;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** An order. */
public class Order implements Serializable {

	private static final long serialVersionUID = 1L;

	private long id;

	private String customer = "";

	private String note = "";

	private List<Line> lines = new ArrayList<>();

	public long getId() {
		return this.id;
	}

	public void setId(long id) {
		this.id = id;
	}

	public String getCustomer() {
		return this.customer;
	}

	public void setCustomer(String customer) {
		this.customer = customer;
	}

	public String getNote() {
		return this.note;
	}

	public void setNote(String note) {
		this.note = note;
	}

	public List<Line> getLines() {
		return this.lines;
	}

	public void setLines(List<Line> lines) {
		this.lines = lines;
	}

}
