/**
 * The consuming application: controllers that call the provider through its Java
 * interfaces. Start with {@link io.github.rpcboot.demo.consumer.GreetingController}.
 */
@NullMarked
package io.github.rpcboot.demo.consumer;

import org.jspecify.annotations.NullMarked;
