package org.stylize.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.stylize.client.Samples.IMAGE;
import static org.stylize.client.Samples.IMAGE_ID;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageClientTest {
    private final ContractServer server = ContractServer.start();
    private final ImageClient images = new StylizeClient(server.uri()).images();
    private final List<Long> sent = Collections.synchronizedList(new ArrayList<>());

    @TempDir
    Path temp;

    private Path file;

    @BeforeEach
    void picture() throws Exception {
        file = Files.writeString(temp.resolve("photo.jpg"), "photo");
        server.answer("POST /v1/images", ContractServer.json(201, IMAGE));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void uploadsAPictureWithItsHashAndTellsHowFarItIs() throws Exception {
        server.answer("GET /v1/images/" + IMAGE_ID, ContractServer.problem(404, "{\"title\":\"No\",\"status\":404}"));

        ImageView image = images.upload(file, sent::add);

        assertThat(image.object()).isEqualTo("acme/images/" + IMAGE_ID);
        ContractServer.Request request = server.requests().get(1);
        assertThat(request.body()).isEqualTo("photo");
        assertThat(request.header("Repr-digest")).isEqualTo("sha-256=:VcZND81vnV98goCThX4/39poR4u06b0k1IHvORx4BOg=:");
        assertThat(sent).containsExactly(5L);
    }

    @Test
    void doesNotSendWhatTheServiceHas() throws Exception {
        server.answer("GET /v1/images/" + IMAGE_ID, ContractServer.json(200, IMAGE));

        assertThat(images.upload(file, sent::add).bytes()).isEqualTo(5);

        assertThat(server.requests()).extracting(ContractServer.Request::method).containsExactly("GET");
        assertThat(sent).isEmpty();
    }

    @Test
    void uploadsWithAKeyThatMayNotRead() throws Exception {
        server.answer("GET /v1/images/" + IMAGE_ID, ContractServer.problem(403, "{\"title\":\"No\",\"status\":403}"));

        assertThat(images.upload(file, sent::add).id()).isEqualTo(IMAGE_ID);
    }

    @Test
    void listsFetchesAndDeletes() throws Exception {
        server.answer("GET /v1/images", ContractServer.json(200, "{\"items\":[" + IMAGE + "]}"));
        server.answer(
                "GET /v1/images/" + IMAGE_ID + "/content",
                ContractServer.bytes(200, "image/jpeg", "photo".getBytes(StandardCharsets.UTF_8)));
        server.answer("DELETE /v1/images/" + IMAGE_ID, ContractServer.bytes(204, "text/plain", new byte[0]));

        assertThat(images.list(5, null).items()).extracting(ImageView::id).containsExactly(IMAGE_ID);
        images.download(IMAGE_ID, temp.resolve("copy.jpg"));
        images.delete(IMAGE_ID);

        assertThat(temp.resolve("copy.jpg")).hasContent("photo");
        assertThatThrownBy(() -> images.get("x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the id of a picture is its SHA-256, 64 hexadecimal digits, but found 'x'");
    }
}
