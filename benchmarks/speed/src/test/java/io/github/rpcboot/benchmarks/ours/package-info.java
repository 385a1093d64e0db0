/** This project, as a user sets it up, and the limit: bare sockets. */
package io.github.rpcboot.benchmarks.ours;
