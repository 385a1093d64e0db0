package io.github.rpcboot.protocol;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import org.apache.catalina.connector.Connector;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A Tomcat with TLS, and connections to it.
 */
record TalkTls(Path file, SSLContext context) {

	private static final String PASSWORD = "password";

	static TalkTls create(Path directory) throws Exception {
		Path file = directory.resolve("keys.p12");
		Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
				"-genkeypair", "-alias", "key", "-keyalg", "EC", "-dname", "CN=localhost", "-storetype", "PKCS12",
				"-storepass", PASSWORD, "-keystore", file.toString())
			.redirectErrorStream(true)
			.redirectOutput(directory.resolve("keytool.txt").toFile())
			.start();
		assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream in = Files.newInputStream(file)) {
			keys.load(in, PASSWORD.toCharArray());
		}
		KeyStore trust = KeyStore.getInstance("PKCS12");
		trust.load(null, null);
		trust.setCertificateEntry("host", keys.getCertificate("key"));
		TrustManagerFactory trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trusted.init(trust);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trusted.getTrustManagers(), null);
		return new TalkTls(file, context);
	}

	void encrypt(Connector connector) {
		SSLHostConfig host = new SSLHostConfig();
		SSLHostConfigCertificate certificate = new SSLHostConfigCertificate(host,
				SSLHostConfigCertificate.Type.UNDEFINED);
		certificate.setCertificateKeystoreFile(this.file.toString());
		certificate.setCertificateKeystorePassword(PASSWORD);
		host.addCertificate(certificate);
		connector.addSslHostConfig(host);
		connector.setSecure(true);
		connector.setScheme("https");
		connector.setProperty("SSLEnabled", "true");
	}

	TalkClient connect(int port) throws IOException {
		SSLSocket socket = (SSLSocket) this.context.getSocketFactory()
			.createSocket(InetAddress.getLoopbackAddress(), port);
		return new TalkClient(socket);
	}

}
