package org.stylize.example;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.stylize.client.ApiKey;
import org.stylize.client.CreatedKey;
import org.stylize.client.KeyView;
import org.stylize.client.NewKey;
import org.stylize.client.Scope;
import org.stylize.client.StylizeClient;

/** Usage: MakeKey SERVER ADMIN_KEY_FILE NAME NEW_KEY_FILE. */
public final class MakeKey {
    private MakeKey() {}

    public static void main(String[] args) throws IOException, InterruptedException {
        StylizeClient admin = new StylizeClient(URI.create(args[0])).withKey(ApiKey.inFile(Path.of(args[1])));

        // The file first: a key that is made and cannot be written is lost.
        Path file = Files.createFile(
                Path.of(args[3]), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        CreatedKey created = admin.createKey(NewKey.of(args[2], Scope.SUBMIT, Scope.READ)
                .withExpiry(Instant.now().plus(Duration.ofDays(90))));
        Files.writeString(file, created.key().text());
        System.out.println("made " + created.view().id());

        for (KeyView key : admin.keys(null)) {
            System.out.println(key.id() + " is " + key.state() + ": " + key.name() + " " + key.scopes());
        }
    }
}
