package dev.holdfast.dev.demo.sample;

import dev.holdfast.dev.server.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** An nginx with the configuration of {@code samples/nginx} in its server block. */
final class Nginx implements AutoCloseable {

    private final SampleProcess process;
    private final URI origin;

    private Nginx(SampleProcess process, URI origin) {
        this.process = process;
        this.origin = origin;
    }

    /** Whether this machine has one. */
    static boolean isInstalled() {
        try {
            Process asked = new ProcessBuilder("nginx", "-v")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return asked.waitFor() == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** An origin that is free at the moment. */
    static URI freeOrigin() {
        return URI.create("http://127.0.0.1:" + Ports.claim(Ports.ANY));
    }

    /**
     * Starts one.
     *
     * @param origin where it listens
     * @param locations the configuration as users copy it
     * @param api what stands behind it
     * @param sidecar what it asks
     */
    static Nginx start(URI origin, Path locations, URI api, URI sidecar, Path home) {
        try {
            Files.createDirectories(home);
            Path configuration = home.resolve("nginx.conf");
            Files.writeString(configuration, around(origin, locations, api, sidecar));
            List<String> command = List.of("nginx", "-p", home.toString(), "-c", configuration.toString());
            return new Nginx(SampleProcess.start("nginx", command, Map.of(), home), origin);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    void awaitReady() {
        process.awaitAnswer(origin);
    }

    @Override
    public void close() {
        process.close();
    }

    private static String around(URI origin, Path locations, URI api, URI sidecar) {
        return String.format(
                Locale.ROOT, """
                daemon off;
                master_process off;
                pid nginx.pid;
                error_log stderr;
                events { worker_connections 64; }
                http {
                  access_log off;
                  client_body_temp_path body; proxy_temp_path proxy;
                  fastcgi_temp_path fastcgi; uwsgi_temp_path uwsgi; scgi_temp_path scgi;
                  upstream api { server %s; }
                  upstream holdfast { server %s; }
                  server {
                    listen %s;
                    include "%s";
                  }
                }
                """, api.getAuthority(), sidecar.getAuthority(), origin.getAuthority(), locations);
    }
}
