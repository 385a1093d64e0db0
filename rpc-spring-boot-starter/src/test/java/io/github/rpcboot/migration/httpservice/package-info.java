/**
 * An application with Spring's HTTP service clients, and what it becomes.
 * docs/migrate-from-http-service-clients.md tells the story.
 */
package io.github.rpcboot.migration.httpservice;
