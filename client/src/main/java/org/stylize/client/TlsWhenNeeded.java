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
import org.stylize.base.TrustStore;

/**
 * A TLS context that is created by the first https connection: the JDK's default one, or one that trusts the authorities
 * of a file. The HTTP client asks for a context when it is
 * built, and the default one reads all trusted certificates: a tenth of a second that a connection by http does not
 * need. For any thread.
 */
final class TlsWhenNeeded extends SSLContext {
    /** The JDK's default context. */
    TlsWhenNeeded() {
        super(new Delegate(null), null, "TLS");
    }

    /** @param trust whose certificates count, instead of those that Java trusts */
    TlsWhenNeeded(TrustStore trust) {
        super(new Delegate(trust.context()), null, "TLS");
    }

    private static final class Delegate extends SSLContextSpi {
        private final @Nullable SSLContext context;

        Delegate(@Nullable SSLContext context) {
            this.context = context;
        }

        private SSLContext context() {
            try {
                return context == null ? SSLContext.getDefault() : context; // created once, then kept by the JDK
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
            return context().getSocketFactory();
        }

        @Override
        protected SSLServerSocketFactory engineGetServerSocketFactory() {
            return context().getServerSocketFactory();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine() {
            return context().createSSLEngine();
        }

        @Override
        protected SSLEngine engineCreateSSLEngine(String host, int port) {
            return context().createSSLEngine(host, port);
        }

        @Override
        protected SSLSessionContext engineGetServerSessionContext() {
            return context().getServerSessionContext();
        }

        @Override
        protected SSLSessionContext engineGetClientSessionContext() {
            return context().getClientSessionContext();
        }
    }
}
