package io.github.rpcboot.consumer;

interface Countable {

	int count();

}
