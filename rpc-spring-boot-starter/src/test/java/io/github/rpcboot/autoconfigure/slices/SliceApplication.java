package io.github.rpcboot.autoconfigure.slices;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The application of the tests in this package, like one that start.spring.io makes. */
@SpringBootApplication
class SliceApplication {

}
