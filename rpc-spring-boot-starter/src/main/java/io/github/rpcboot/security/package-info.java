/**
 * Who may call what: static tokens, the application's own decision, and Spring Security
 * where it is present.
 * <p>
 * Start with {@link io.github.rpcboot.security.RpcAuthorizer}.
 */
@NullMarked
package io.github.rpcboot.security;

import org.jspecify.annotations.NullMarked;
