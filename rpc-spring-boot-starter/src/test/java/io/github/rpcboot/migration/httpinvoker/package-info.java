/**
 * Two applications that were written for Spring's HTTP invoker, after the migration.
 * docs/migrate-from-spring-http-invoker.md tells the story, docs/samples/http-invoker
 * holds what was before.
 */
package io.github.rpcboot.migration.httpinvoker;
