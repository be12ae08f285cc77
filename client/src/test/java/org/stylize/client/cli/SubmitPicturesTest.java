package org.stylize.client.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.client.Samples.ID;
import static org.stylize.client.Samples.JOB;
import static org.stylize.client.Samples.event;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.stylize.client.ContractServer;
import org.stylize.client.Picture;
import org.stylize.client.Samples;

/** Where the pictures of a submission come from, how their upload is shown, and a service that waits. */
class SubmitPicturesTest {
    private static final String SUBMIT = "POST /v1/stylizations";
    private static final byte[] PHOTO = "photo".getBytes(StandardCharsets.UTF_8);

    private final ProgramRun program = new ProgramRun();

    @TempDir
    Path temp;

    private String style;
    private Path folder;

    @BeforeEach
    void pictures() throws IOException {
        style = Files.writeString(temp.resolve("painting.jpg"), "painting").toString();
        folder = Files.createDirectory(temp.resolve("photos"));
        Files.writeString(folder.resolve("b.jpg"), "bee");
        Files.writeString(folder.resolve("a.png"), "ant");
        Files.writeString(folder.resolve("notes.txt"), "no picture");
        program.server.answer(SUBMIT, ContractServer.json(202, Samples.job("SUBMITTED")));
    }

    @AfterEach
    void stop() {
        program.close();
    }

    @Test
    void contentOrStyleCanComeFromStandardInput() throws IOException {
        List<Path> before = temporaryPictures();

        program.pipes(PHOTO);
        assertThat(program.run("submit", "-", style)).as(program.drawn()).isZero();
        program.pipes(PHOTO);
        assertThat(program.run("submit", style, "-", "-q")).isZero();

        assertThat(program.out()).containsExactly(ID, ID);
        assertThat(program.server.requests().get(0).body())
                .containsPattern(
                        "(?s)name=\"content\"[^\n]*\r\n[^\n]*\r\n\r\nphoto\r\n.*name=\"style\".*\r\n\r\npainting\r\n");
        assertThat(program.server.requests().get(1).body())
                .containsPattern(
                        "(?s)name=\"content\".*\r\n\r\npainting\r\n.*name=\"style\"[^\n]*\r\n[^\n]*\r\n\r\nphoto\r\n");
        assertThat(temporaryPictures()).isEqualTo(before);
    }

    @Test
    void standardInputIsSentAgainWholeIfTheServiceIsBusy() {
        program.pipes(PHOTO);
        program.server.answer(
                "PUT " + JOB,
                ContractServer.problem(503, "{\"title\":\"Busy\",\"status\":503}"),
                ContractServer.json(202, Samples.job("SUBMITTED")));

        assertThat(program.run("submit", "-", style, "--id", ID)).isZero();

        assertThat(program.server.requests()).hasSize(2).allMatch(request -> request.body()
                .contains("\r\n\r\nphoto\r\n"));
    }

    @Test
    void standardInputThatIsNoPictureIsToldBeforeAnythingIsSent() throws IOException {
        List<Path> before = temporaryPictures();

        assertThat(program.run("submit", "-", style)).isEqualTo(2);
        program.pipes(PHOTO);
        assertThat(program.run("submit", "-", "-")).isEqualTo(2);
        assertThat(program.run("submit", "-", "object:b")).isEqualTo(2);
        program.hasKeyboard();
        assertThat(program.run("submit", "-", style)).isEqualTo(2);
        program.pipes(new BrokenPipe());
        assertThat(program.run("submit", "-", style)).isEqualTo(5);

        assertThat(program.err())
                .hasSize(5)
                .startsWith(
                        "stylize-jobs: the content image: expected a picture on standard input but found nothing. See"
                                + " stylize-jobs submit --help",
                        "stylize-jobs: expected one picture on standard input but found two: the content image and the"
                                + " style image. See stylize-jobs submit --help",
                        "stylize-jobs: expected only files of this machine, or none, but found some: upload them first."
                                + " See stylize-jobs submit --help",
                        "stylize-jobs: the content image: expected a picture on standard input but found a terminal;"
                                + " give it with '< FILE' or a pipe. See stylize-jobs submit --help");
        assertThat(program.err().get(4))
                .contains("cannot read the content image from standard input", "the pipe broke");
        assertThat(program.server.requests()).isEmpty();
        assertThat(temporaryPictures()).isEqualTo(before);
    }

    @Test
    void standardInputIsReadOnlyWhenEverythingElseIsRight() {
        program.pipes(new BrokenPipe());

        assertThat(program.run(
                        "submit", "-", style, "-o", temp.resolve("no/out.png").toString()))
                .isEqualTo(2);
        assertThat(program.run("submit", "-", temp.resolve("none.jpg").toString()))
                .isEqualTo(2);

        assertThat(program.err()).noneMatch(line -> line.contains("pipe broke"));
    }

    @Test
    void moreBytesThanAnyPictureHasAreNotRead() throws IOException {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return 0;
            }
        };
        Path file;
        try (PipedPicture piped = new PipedPicture(new StandardInput(endless, () -> false), 100_000)) {
            file = ((Picture.File) piped.picture("content image")).path();

            assertThatThrownBy(piped::read)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the content image: expected at most 100000 bytes on standard input but found more");
            assertThat(Files.size(file)).isLessThanOrEqualTo(100_000);
        }
        assertThat(file).doesNotExist();

        try (PipedPicture piped = new PipedPicture(
                new StandardInput(new ByteArrayInputStream(new byte[100_000]), () -> false), 100_000)) {
            file = ((Picture.File) piped.picture("content image")).path();
            piped.read();
            assertThat(Files.size(file)).isEqualTo(100_000);
        }
    }

    @Test
    void eachPictureOfAFolderIsAJob() {
        assertThat(program.run("submit", folder.toString(), style)).isZero();
        assertThat(program.run("submit", folder.toString(), style, "--json")).isZero();

        assertThat(program.out()).hasSize(4).startsWith(ID, ID);
        assertThat(program.server.requests().get(0).body()).contains("filename=\"a.png\"", "\r\n\r\nant\r\n");
        assertThat(program.server.requests().get(1).body()).contains("filename=\"b.jpg\"", "\r\n\r\nbee\r\n");
    }

    @Test
    void folderOfStylesIsAMixture() {
        assertThat(program.run("submit", style, folder.toString(), "--share", "2", "--share", "1"))
                .as(program.drawn())
                .isZero();

        assertThat(program.server.requests()).hasSize(1);
        assertThat(program.request().body())
                .contains("name=\"style.s100\"; filename=\"a.png\"", "name=\"style.s101\"; filename=\"b.jpg\"");
    }

    @Test
    void optionsForOneJobDoNotGoWithAFolder() throws IOException {
        String output = temp.resolve("out.png").toString();
        for (List<String> option : List.of(
                List.of("-o", output), List.of("--watch"), List.of("--id", ID), List.of("--idempotency-key", "k"))) {
            assertThat(program.run(Stream.concat(Stream.of("submit", folder.toString(), style), option.stream())
                            .toArray(String[]::new)))
                    .isEqualTo(2);
        }

        assertThat(program.err())
                .hasSize(4)
                .first()
                .isEqualTo(
                        "stylize-jobs: -o: expected one picture as CONTENT but found a folder with 2; batch submit can"
                                + " wait for many jobs. See stylize-jobs submit --help");
        assertThat(program.server.requests()).isEmpty();

        Files.delete(folder.resolve("b.jpg"));
        assertThat(program.run("submit", folder.toString(), style, "--id", ID)).isEqualTo(3); // of one picture, they do
    }

    @Test
    void uploadOfALargeFileIsShownOnATerminalAndClearedAfterwards() throws IOException {
        Path large = large();
        program.onScreen(60, "");

        assertThat(program.run("submit", large.toString(), style)).isZero();

        String clear = "\r\u001b[K";
        assertThat(program.drawn())
                .startsWith(clear + "uploading" + clear)
                .contains(clear + "uploading, 100 % of 3.0 MB")
                .endsWith(clear);
        assertThat(program.out()).containsExactly(ID);
    }

    @Test
    void uploadIsNotShownWithoutATerminalNorWhereItIsNotWantedNorOfASmallFile() throws IOException {
        String large = large().toString();

        assertThat(program.run("submit", large, style)).isZero();
        program.onScreen(60, "");
        assertThat(program.run("submit", large, style, "-q")).isZero();
        assertThat(program.run("submit", large, style, "--json")).isZero();
        assertThat(program.run("submit", style, style)).isZero();

        assertThat(program.drawn()).isEmpty();
    }

    @Test
    void serviceThatHasWaitedTellsHowTheJobEnded() {
        program.server.answer(
                "PUT " + JOB,
                ContractServer.json(200, Samples.job("COMPLETED")),
                ContractServer.json(200, Samples.job("FAILED", ",\"problem\":" + Samples.PROBLEM)),
                ContractServer.json(202, Samples.job("RUNNING")));

        for (int code : List.of(0, 1, 0)) {
            assertThat(program.run("submit", "object:a", "object:b", "--id", ID, "--wait", "30s"))
                    .isEqualTo(code);
        }

        assertThat(program.server.requests())
                .extracting(request -> request.header("Prefer"))
                .containsOnly("wait=30");
        assertThat(program.out()).containsExactly(ID, ID, ID);
        assertThat(program.err())
                .containsExactly(
                        "The job " + ID + " ended as failed: The picture does not exist: bucket stylize has no object"
                                + " missing.jpg (content)",
                        "The job " + ID + " goes on: running, step 120 of 500");
    }

    @Test
    void waitGoesWithOutput() {
        program.server.answer("GET " + JOB, ContractServer.json(200, Samples.job("COMPLETED")));
        program.server.answer("GET " + JOB + "/result", ContractServer.bytes(200, "image/png", PHOTO));
        program.server.answer(
                "GET " + JOB + "/events", ContractServer.events(event("snapshot", Samples.job("COMPLETED"))));
        Path result = temp.resolve("out.png");

        assertThat(program.run("submit", "object:a", "object:b", "--wait", "1m", "-o", result.toString()))
                .isZero();

        assertThat(result).hasBinaryContent(PHOTO);
        assertThat(program.server.requests().get(0).header("Prefer")).isEqualTo("wait=60");
    }

    @Test
    void waitIsAMinuteAtMost() {
        assertThat(program.run("submit", "object:a", "object:b", "--wait", "2m"))
                .isEqualTo(2);

        assertThat(program.err())
                .containsExactly(
                        "stylize-jobs: --wait: expected 1s to 1m but found 120s; --watch and -o wait as long as"
                                + " it takes. See stylize-jobs submit --help");
    }

    private Path large() throws IOException {
        return Files.write(temp.resolve("large.jpg"), new byte[3_000_000]);
    }

    private static List<Path> temporaryPictures() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().endsWith(".picture"))
                    .sorted()
                    .toList();
        }
    }

    /** Fails in the middle of a picture. */
    private static final class BrokenPipe extends InputStream {
        private int left = 3;

        @Override
        public int read() throws IOException {
            if (left == 0) {
                throw new IOException("the pipe broke");
            }
            left--;
            return 'x';
        }

        @Override
        public int read(byte[] buffer, int start, int length) throws IOException {
            buffer[start] = (byte) read();
            return 1;
        }
    }
}
