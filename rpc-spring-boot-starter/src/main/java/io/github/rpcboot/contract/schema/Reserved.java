package io.github.rpcboot.contract.schema;

/**
 * What a removed member or constant leaves behind, so that nobody uses its number again.
 *
 * @param number the number
 * @param name the name, empty if only the number is known
 * @since 0.1.0
 */
public record Reserved(int number, String name) {
}
