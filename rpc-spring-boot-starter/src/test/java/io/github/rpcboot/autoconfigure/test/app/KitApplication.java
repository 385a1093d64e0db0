package io.github.rpcboot.autoconfigure.test.app;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/** An application that calls three others. */
@SpringBootApplication
public class KitApplication {

}
