/**
 * Two applications that were written for Apache Dubbo, after the migration.
 * docs/migrate-from-dubbo.md tells the story, docs/samples/dubbo holds what was before.
 */
package io.github.rpcboot.migration.dubbo;
