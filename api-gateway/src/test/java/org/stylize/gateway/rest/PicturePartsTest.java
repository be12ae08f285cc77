package org.stylize.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.resteasy.reactive.server.multipart.FileItem;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.stylize.gateway.submission.ImageSource;
import org.stylize.proto.InvalidJobException;
import org.stylize.proto.JobPictures;

class PicturePartsTest {
    private static final BodyLimits LIMITS = new BodyLimits(1000, 1000, 1000, 1000);

    private final Map<String, Collection<FormValue>> parts = new HashMap<>(Map.of("content", files("c")));

    @Test
    void stylesWithoutNamesKeepTheirOrder() throws IOException {
        parts.put("style", files("a", "b"));
        assertThat(described(Map.of())).containsExactly("style-0 a 1.0 -", "style-1 b 1.0 -");
    }

    @Test
    void masksAndSharesBelongToTheStyleOfTheirName() throws IOException {
        parts.put("mask.sea", files("sea mask"));
        parts.put("style.sky", files("night"));
        parts.put("mask.sky", files("sky mask"));
        parts.put("style.sea", files("wave"));
        assertThat(described(Map.of("sky", 3.0)))
                .containsExactly("style-sea wave 1.0 mask-sea sea mask", "style-sky night 3.0 mask-sky sky mask");
    }

    @Test
    void aStartPictureIsAPartOfItsOwn() throws IOException {
        parts.put("style", files("a"));
        parts.put("start", files("s"));
        ImageSource start = pictures(Map.of()).start();
        assertThat(start).isNotNull();
        assertThat(described(start)).isEqualTo("start s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"mask", "mask.sky", "style.", "style.Sky", "styles", "third"})
    void aPartWithoutARoleIsNamed(String part) {
        parts.put("style", files("a"));
        parts.put(part, files("x"));
        assertThatThrownBy(() -> pictures(Map.of()))
                .isInstanceOfSatisfying(
                        InvalidJobException.class, e -> assertThat(e.field()).isEqualTo(part));
    }

    @Test
    void aShareWithoutItsStyleIsNamed() {
        parts.put("style", files("a"));
        assertThatThrownBy(() -> pictures(Map.of("sky", 3.0)))
                .isInstanceOfSatisfying(
                        InvalidJobException.class, e -> assertThat(e.field()).isEqualTo("shares.sky"));
    }

    @Test
    void aStyleOfOneNameIsOnePart() {
        parts.put("style.sky", files("a", "b"));
        assertThatThrownBy(() -> pictures(Map.of()))
                .isInstanceOfSatisfying(
                        InvalidJobException.class, e -> assertThat(e.field()).isEqualTo("style.sky"));
    }

    private JobPictures<ImageSource> pictures(Map<String, Double> shares) throws IOException {
        return PictureParts.of(parts, LIMITS).pictures(shares);
    }

    private List<String> described(Map<String, Double> shares) throws IOException {
        return pictures(shares).styles().stream()
                .map(style -> described(style.image()) + " " + style.share() + " "
                        + (style.mask() == null ? "-" : described(style.mask())))
                .toList();
    }

    /** Name and file of an upload. */
    private static String described(ImageSource source) {
        return source.match(new ImageSource.Cases<String>() {
            @Override
            public String stored(ImageSource.Stored stored) {
                throw new IllegalStateException("not an upload");
            }

            @Override
            public String uploaded(ImageSource.Uploaded uploaded) {
                return uploaded.name() + " " + uploaded.upload().file();
            }
        });
    }

    private static Collection<FormValue> files(String... names) {
        return List.of(names).stream()
                .<FormValue>map(name -> new UploadedFile(Path.of(name)))
                .toList();
    }

    /** A file of 10 bytes in a form. */
    private record UploadedFile(Path file) implements FormValue, FileItem {
        @Override
        public String getValue() {
            throw new IllegalStateException("a file has no text");
        }

        @Override
        public String getCharset() {
            return "UTF-8";
        }

        @Override
        public FileItem getFileItem() {
            return this;
        }

        @Override
        public boolean isFileItem() {
            return true;
        }

        @Override
        public String getFileName() {
            return file.toString();
        }

        @Override
        public MultivaluedMap<String, String> getHeaders() {
            return new MultivaluedHashMap<>();
        }

        @Override
        public boolean isInMemory() {
            return false;
        }

        @Override
        public Path getFile() {
            return file;
        }

        @Override
        public long getFileSize() {
            return 10;
        }

        @Override
        public InputStream getInputStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public void delete() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(Path target) {
            throw new UnsupportedOperationException();
        }
    }
}
