package io.github.rpcboot.autoconfigure.test.app;

import java.math.BigDecimal;

public record Item(String name, BigDecimal price) {
}
