package org.stylize.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.stylize.proto.Tenant;
import org.stylize.stack.secure.KafkaRights;
import org.stylize.stack.secure.SecureDirectory;

/**
 * Who may use Kafka. Gateways are the user {@code gateway}, workers the user {@code worker}, and services of a tenant the
 * user of the tenant's name.
 *
 * @param tenants whose services may submit over Kafka; each gets two topics
 * @param passwords of users, for SCRAM-SHA-512; may be empty where another system knows the users
 * @param limited whether each user gets the rights of its kind and no others; needs a broker with an authorizer
 */
record KafkaAccess(List<Tenant> tenants, Map<String, String> passwords, boolean limited) {
    private static final int ROUNDS = 8192;

    KafkaAccess {
        tenants = List.copyOf(tenants);
        passwords = Map.copyOf(passwords);
    }

    /** Sets passwords and adds rights. What was there before stays. */
    void apply(Admin admin) throws InterruptedException, ExecutionException {
        if (!passwords.isEmpty()) {
            List<UserScramCredentialAlteration> users = new ArrayList<>();
            passwords.forEach((user, password) -> users.add(new UserScramCredentialUpsertion(
                    user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, ROUNDS), password)));
            admin.alterUserScramCredentials(users).all().get();
        }
        if (limited) {
            admin.createAcls(rights()).all().get();
        }
    }

    /** What each user may do. */
    private List<AclBinding> rights() {
        List<AclBinding> rights = new ArrayList<>(KafkaRights.gateway(SecureDirectory.GATEWAY));
        rights.addAll(KafkaRights.worker(SecureDirectory.WORKER));
        tenants.forEach(tenant -> rights.addAll(KafkaRights.tenant(tenant)));
        return rights;
    }

    /** Names the users only. */
    @Override
    public String toString() {
        return "tenants " + tenants + ", users " + passwords.keySet();
    }
}
