/**
 * The providing application: two beans that other services call. Start with
 * {@link io.github.rpcboot.demo.provider.HelloBean}.
 */
@NullMarked
package io.github.rpcboot.demo.provider;

import org.jspecify.annotations.NullMarked;
