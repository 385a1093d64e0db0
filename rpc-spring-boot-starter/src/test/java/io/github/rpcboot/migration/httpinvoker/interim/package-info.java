/**
 * What a provider that cannot leave Spring Boot 2.7 yet puts in front of its bean.
 */
package io.github.rpcboot.migration.httpinvoker.interim;
