package org.stylize.gateway.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.proto.Tenant.DEFAULT;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.stylize.gateway.link.PictureLinks;
import org.stylize.gateway.submission.ImageSource;
import org.stylize.gateway.submission.SubmissionRequest;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobPictures;
import org.stylize.proto.JobTerms;
import org.stylize.proto.Trace;
import org.stylize.service.LocalDirectory;
import org.stylize.service.download.DownloadSettings;
import org.stylize.service.download.Downloader;

class RequestReaderTest {
    private static final SubmissionRequest.Name NO_NAME = new SubmissionRequest.Name.None();

    private final RequestReader reader = new RequestReader(new BodyLimits(1000, 1000, 1000, 1000));
    private final PictureLinks links = new PictureLinks(
            new Downloader(new DownloadSettings(false, List.of(), Duration.ofSeconds(30), 1000)),
            LocalDirectory.of(null, "link", "java.io.tmpdir"),
            1);

    @AfterEach
    void close() {
        links.close();
    }

    @Test
    void aStyleMayBeAnObject() {
        assertThat(pictures("{'content': {'object': 'c'}, 'styles': [{'object': 'a', 'bucket': 'b'}]}"))
                .isEqualTo(new JobPictures<>(
                        stored("content", "c"),
                        List.of(JobPictures.Style.of(new ImageSource.Stored("styles[0]", "b", "a"))),
                        null));
    }

    @Test
    void aStyleMayHaveAShareAndAMask() {
        JobPictures<ImageSource> pictures =
                pictures("{'content': {'object': 'c'}, 'start': {'object': 's'}, 'styles': ["
                        + "{'image': {'object': 'a'}, 'share': 3, 'mask': {'object': 'm'}},"
                        + "{'object': 'b', 'mask': {'object': 'n'}}]}");
        assertThat(pictures)
                .isEqualTo(new JobPictures<>(
                        stored("content", "c"),
                        List.of(
                                new JobPictures.Style<>(
                                        stored("styles[0].image", "a"), 3, stored("styles[0].mask", "m")),
                                new JobPictures.Style<>(stored("styles[1]", "b"), 1, stored("styles[1].mask", "n"))),
                        stored("start", "s")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[{'object': 'a', 'share': -1}] | styles[0].share",
                "[{'object': 'a'}, {'object': 'b', 'share': 1e999}] | styles[1].share",
                "[{'object': 'a', 'share': 0}] | styles",
                "[{'object': 'a', 'mask': {'object': 'm'}}, {'object': 'b'}] | styles",
                "[{'object': 'a', 'image': {'object': 'b'}}] | styles[0]",
                "[{'url': 'https://pictures.example/a', 'image': {'object': 'b'}}] | styles[0]",
                "[{'url': 'https://pictures.example/a', 'object': 'b'}] | styles[0]",
                "[{'image': {'url': 'https://pictures.example/a', 'bucket': 'b'}}] | styles[0].image",
                "[{'image': {'url': ''}}] | styles[0].image",
                "[{'image': {}}] | styles[0].image",
                "[{'object': 'a', 'mask': {}}] | styles[0].mask",
                "[{}] | styles[0]",
                "[null] | styles[0]",
                "[] | styles",
                "null | styles"
            })
    void aWrongStyleIsNamed(String styles, String field) {
        assertThatThrownBy(() -> pictures("{'content': {'object': 'c'}, 'styles': " + styles + "}"))
                .isInstanceOfSatisfying(
                        InvalidJobException.class, e -> assertThat(e.field()).isEqualTo(field));
    }

    @Test
    void sharesByNameAreForMultipartBodies() {
        assertThatThrownBy(
                        () -> pictures("{'content': {'object': 'c'}, 'styles': [{'object': 'a'}], 'shares': {'a': 1}}"))
                .isInstanceOfSatisfying(
                        InvalidJobException.class, e -> assertThat(e.field()).isEqualTo("shares"));
    }

    @Test
    void aJobMayHaveATtlAndADeadline() {
        assertThat(terms("'ttlSeconds': 90.5, 'deadline': '2026-06-01T14:00:00+02:00'"))
                .isEqualTo(new JobTerms(Duration.ofMillis(90_500), Instant.parse("2026-06-01T12:00:00Z")));
        assertThat(terms("'ttlSeconds': null, 'deadline': null")).isEqualTo(JobTerms.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "'ttlSeconds': 0.9 | ttlSeconds",
                "'ttlSeconds': -1 | ttlSeconds",
                "'ttlSeconds': 1e999 | ttlSeconds",
                "'ttlSeconds': 31536001 | ttlSeconds",
                "'ttlSeconds': '60' | ttlSeconds",
                "'deadline': 'tomorrow' | deadline",
                "'deadline': '2026-06-01T12:00:00' | deadline",
                "'deadline': '+12026-06-01T12:00:00Z' | deadline",
                "'deadline': '1969-06-01T12:00:00Z' | deadline",
                "'deadline': 1780315200 | deadline"
            })
    void wrongTermsAreNamed(String terms, String field) {
        assertThatThrownBy(() -> terms(terms))
                .isInstanceOfSatisfying(
                        InvalidJobException.class, e -> assertThat(e.field()).isEqualTo(field));
    }

    private JobTerms terms(String fields) {
        String json = "{'content': {'object': 'c'}, 'styles': [{'object': 'a'}], " + fields + "}";
        return reader.json(DEFAULT, NO_NAME, Trace.NONE, json.replace('\'', '"').getBytes(UTF_8), links.open())
                .terms();
    }

    private JobPictures<ImageSource> pictures(String json) {
        return reader.json(DEFAULT, NO_NAME, Trace.NONE, json.replace('\'', '"').getBytes(UTF_8), links.open())
                .pictures();
    }

    private static ImageSource stored(String field, String key) {
        return new ImageSource.Stored(field, null, key);
    }
}
