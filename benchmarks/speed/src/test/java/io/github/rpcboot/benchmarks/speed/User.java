package io.github.rpcboot.benchmarks.speed;

import java.io.Serializable;

/** A user. */
public class User implements Serializable {

	private static final long serialVersionUID = 1L;

	private long id;

	private String name = "";

	private String email = "";

	private String city = "";

	public long getId() {
		return this.id;
	}

	public void setId(long id) {
		this.id = id;
	}

	public String getName() {
		return this.name;
	}

	public void setName(String name) {
		this.name = name;
	}

	public String getEmail() {
		return this.email;
	}

	public void setEmail(String email) {
		this.email = email;
	}

	public String getCity() {
		return this.city;
	}

	public void setCity(String city) {
		this.city = city;
	}

}
