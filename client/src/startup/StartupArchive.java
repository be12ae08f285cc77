import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Makes {@code stylize-client.jsa} beside the packaged program: the classes that it loads, in the form that the JVM maps
 * into memory (class data sharing). Runs the program a few times against a small server of its own to see which they
 * are. A static archive, because a dynamic one cannot hold picocli's classes, which are of Java 5.
 *
 * <p>Run by the build as {@code java StartupArchive.java TARGET}. The program works without an archive, so a failure here
 * is only noted, in {@code startup-archive.log}.
 */
public final class StartupArchive {
    private static final String MAIN = "org.stylize.client.cli.StylizeJobs";
    private static final String JOB = "{\"id\":\"0198f0c2-7e5b-7c31-9a55-3f0c9a1d2b4e\",\"state\":\"COMPLETED\","
            + "\"preset\":\"d2l\",\"submittedAt\":\"2026-08-14T09:00:00Z\",\"attempt\":1,\"step\":9,\"steps\":9,"
            + "\"size\":{\"width\":450,\"height\":300},\"optimizationSeconds\":1.5,\"losses\":{\"content\":1,\"style\":2,"
            + "\"totalVariation\":3,\"total\":6,\"layers\":{\"style:relu1_1\":2}}}";
    private static final String PROGRESS = "event: progress\ndata: {\"step\":5,\"steps\":9,\"losses\":{\"content\":1.5,"
            + "\"style\":2,\"totalVariation\":3,\"total\":6.5},\"stepsPerSecond\":4,\"secondsLeft\":1}\n\n";
    private static final String END = "id: 4\nevent: completed\ndata: {\"id\":\"0198f0c2-7e5b-7c31-9a55-3f0c9a1d2b4e\","
            + "\"type\":\"completed\",\"at\":\"2026-08-14T09:00:02Z\",\"sequence\":4,\"steps\":9}\n\n";

    private final Path target;
    private final Path work;
    private final List<String> program;

    private StartupArchive(Path target) throws IOException {
        this.target = target;
        this.work = Files.createDirectories(target.resolve("startup-archive"));
        this.program = List.of("-cp", target.resolve("stylize-client.jar").toString());
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        Path target = Path.of(args[0]).toAbsolutePath();
        Path archive = target.resolve("stylize-client.jsa");
        Files.deleteIfExists(archive);
        String note;
        try {
            new StartupArchive(target).make(archive);
            note = "made " + archive.getFileName() + ", " + Files.size(archive) + " bytes";
        } catch (IOException e) {
            Files.deleteIfExists(archive);
            note = "stylize-jobs will start without an archive: " + e.getMessage();
            System.err.println(note);
        }
        Files.writeString(target.resolve("startup-archive.log"), note + System.lineSeparator());
    }

    private void make(Path archive) throws IOException, InterruptedException {
        HttpServer server = service();
        try {
            String there = "http://127.0.0.1:" + server.getAddress().getPort();
            String picture = Files.writeString(work.resolve("picture.jpg"), "picture").toString();
            Set<String> classes = new LinkedHashSet<>();
            classes.addAll(loaded("submit", "--help"));
            classes.addAll(loaded("submit", "--strenght", "1"));
            classes.addAll(loaded("list", "--server", there + "/nothing"));
            classes.addAll(loaded("submit", picture, picture, "--steps", "9", "--watch", "-o",
                    work.resolve("result.png").toString(), "--server", there));
            Path list = Files.write(work.resolve("all.classes"), classes);
            // Objects of the JDK can be archived by G1 only; whatever collector the program has can use them.
            java("-Xshare:dump", "-XX:+UseG1GC", "-XX:SharedClassListFile=" + list, "-XX:SharedArchiveFile=" + archive);
        } finally {
            server.stop(0);
        }
        if (!Files.exists(archive)) {
            throw new IOException("this JVM made none");
        }
    }

    /** The classes that one run of the program loads, as the JVM lists them. */
    private List<String> loaded(String... arguments) throws IOException, InterruptedException {
        Path list = work.resolve("one.classes");
        Files.deleteIfExists(list);
        java(Stream.concat(Stream.of("-XX:DumpLoadedClassList=" + list), Stream.concat(Stream.of(MAIN), Stream.of(arguments)))
                .toArray(String[]::new));
        if (!Files.exists(list)) {
            throw new IOException("this JVM does not list the classes that it loads");
        }
        return Files.readAllLines(list);
    }

    /** Runs a JVM with the program's class path; how it ends does not matter, what it leaves does. */
    private void java(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xlog:disable"));
        command.add(arguments[0]);
        command.addAll(program);
        command.addAll(List.of(arguments).subList(1, arguments.length));
        new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(work.resolve("output.txt").toFile())
                .start()
                .waitFor();
    }

    /** Answers as the service does for a job that ends well. */
    private static HttpServer service() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String path = exchange.getRequestURI().getPath();
            boolean known = path.startsWith("/v1/");
            boolean events = path.endsWith("/events");
            String body = events ? "event: snapshot\ndata: " + JOB.replace("COMPLETED", "RUNNING") + "\n\n" + PROGRESS + END
                    : known ? JOB : "{\"title\":\"Not here\",\"status\":404}";
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type",
                    events ? "text/event-stream" : known ? "application/json" : "application/problem+json");
            exchange.sendResponseHeaders(known ? 200 : 404, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }
}
