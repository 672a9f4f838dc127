package dev.castellan.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// A company with authorities of its own, as OpenSSL makes them: a root, and one in the middle that signs.
final class Company {
    private static final String MAKE = """
            set -eu
            openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1-root.key"
            openssl req -x509 -key "$1-root.key" -subj "/O=Company/CN=$1 root" -days 3650 -out "$1-root.pem" \\
              -addext basicConstraints=critical,CA:true -addext keyUsage=critical,keyCertSign
            openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1.key"
            openssl req -new -key "$1.key" -subj "/O=Company/CN=$1 issuing" -out "$1.csr"
            printf 'basicConstraints=critical,CA:true,pathlen:0\\nkeyUsage=critical,keyCertSign\\n' >"$1.ext"
            openssl x509 -req -in "$1.csr" -CA "$1-root.pem" -CAkey "$1-root.key" -days 1000 -extfile "$1.ext" -out "$1.pem"
            cat "$1.pem" "$1-root.pem" >"$1-chain.pem"
            chmod 600 ./*.key
            """;

    private static final String SIGN = """
            set -eu
            openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$2.key"
            openssl req -new -key "$2.key" -subj "$3" -out "$2.csr"
            printf 'subjectAltName=%s\\nextendedKeyUsage=serverAuth,clientAuth\\n' "$4" >"$2.ext"
            openssl x509 -req -in "$2.csr" -CA "$1.pem" -CAkey "$1.key" -days 90 -extfile "$2.ext" -out "$2.pem"
            chmod 600 ./*.key
            """;

    /// Of TLS 1.2 the handshake itself fails where a client is not let in.
    private static final String KNOCK = """
            openssl s_client -connect "127.0.0.1:$1" -tls1_2 -cert "$2.pem" -key "$2.key" -CAfile "$3-root.pem" \\
              -verify_return_error </dev/null
            """;

    private final Path folder;
    private final String name;

    /// Makes `NAME-root.pem`, `NAME.pem` with `NAME.key`, and both certificates in `NAME-chain.pem`.
    Company(Path folder, String name) {
        this.folder = folder;
        this.name = name;
        orFail(run(MAKE, name));
    }

    /// Makes `FILE.pem` and `FILE.key`.
    Company signs(String file, String subject, String names) {
        orFail(run(SIGN, name, file, subject, names));
        return this;
    }

    /// The same, vouched for by the root and not by the one in the middle.
    Company signsAtRoot(String file, String subject, String names) {
        orFail(run(SIGN, name + "-root", file, subject, names));
        return this;
    }

    /// Whether a node lets in who comes with a certificate.
    boolean opens(int port, String file) {
        return run(KNOCK, String.valueOf(port), file, name) == 0;
    }

    private void orFail(int code) {
        if (code != 0) {
            try {
                throw new AssertionError(Files.readString(said(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Path said() {
        return folder.resolve("openssl.log");
    }

    private int run(String script, String... words) {
        try {
            String[] command = new String[words.length + 4];
            System.arraycopy(new String[] {"bash", "-c", script, "openssl"}, 0, command, 0, 4);
            System.arraycopy(words, 0, command, 4, words.length);
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said().toFile())
                    .start();
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
