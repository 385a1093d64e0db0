/**
 * An application with clients of Spring Cloud OpenFeign, and what it becomes.
 * docs/migrate-from-openfeign.md tells the story.
 */
package io.github.rpcboot.migration.openfeign;
