package org.stylize.client;

import java.security.KeyManagementException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLContextSpi;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLServerSocketFactory;
import javax.net.ssl.SSLSessionContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's default TLS context, created by the first https connection. The HTTP client asks for a context when it is
 * built, and the default one reads all trusted certificates: a tenth of a second that a connection by http does not
 * need. For any thread.
 */
final class TlsWhenNeeded extends SSLContext {
    TlsWhenNeeded() {
        super(new Delegate(), null, "TLS");
    }

    private static final class Delegate extends SSLContextSpi {
        private static SSLContext jdk() {
            try {
                return SSLContext.getDefault(); // created once, then kept by the JDK
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("this Java cannot use https: " + e.getMessage(), e);
            }
        }

        @Override
        protected void engineInit(
                KeyManager @Nullable [] keys, TrustManager @Nullable [] trust, @Nullable SecureRandom random)
                throws KeyManagementException {
            throw new KeyManagementException("the default context is initialized already");
        }

        @Override
        protected SSLSocketFactory engineGetSocketFactory() {
            return jdk().getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return jdk().getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return jdk().createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return jdk().createSSLEngine(host, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return jdk().getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return jdk().getClientSessionContext();
        }
    }
}
