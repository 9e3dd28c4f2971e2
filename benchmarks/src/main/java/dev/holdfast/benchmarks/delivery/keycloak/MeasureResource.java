package dev.holdfast.benchmarks.delivery.keycloak;

import com.sun.management.OperatingSystemMXBean;
import dev.holdfast.risk.decision.RiskLevel;
import dev.holdfast.risk.keycloak.SessionResponse;
import dev.holdfast.risk.response.CompromiseReport;
import dev.holdfast.risk.response.Findings;
import dev.holdfast.risk.response.Initiator;
import dev.holdfast.risk.response.RevocationOrder;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionModel.SessionPersistenceState;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Makes sessions and ends them on the very way of a refused request: {@link SessionResponse}. */
public final class MeasureResource {

    private static final int IN_ONE_TRANSACTION = 250;

    private final KeycloakSession session;

    MeasureResource(KeycloakSession session) {
        this.session = session;
    }

    /** Makes sessions of the service account of a client, and names them. */
    @POST
    @Path("sessions")
    @Produces(MediaType.APPLICATION_JSON)
    public List<String> sessions(@QueryParam("client") String clientId, @QueryParam("count") int count) {
        List<String> ids = new ArrayList<>();
        for (int done = 0; done < count; done += IN_ONE_TRANSACTION) {
            int some = Math.min(IN_ONE_TRANSACTION, count - done);
            KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), session.getContext(), own -> {
                RealmModel realm = own.getContext().getRealm();
                ClientModel client = realm.getClientByClientId(clientId);
                UserModel account = own.users().getServiceAccount(client);
                for (int i = 0; i < some; i++) {
                    UserSessionModel made = own.sessions()
                            .createUserSession(
                                    null,
                                    realm,
                                    account,
                                    account.getUsername(),
                                    "127.0.0.1",
                                    "client-secret",
                                    false,
                                    null,
                                    null,
                                    SessionPersistenceState.PERSISTENT);
                    own.sessions().createClientSession(realm, client, made);
                    ids.add(made.getId());
                }
            });
        }
        return ids;
    }

    /**
     * Revokes sessions.
     *
     * @param threads how many requests do so at the same time
     * @param together how many sessions a request ends by one cause
     * @return of each the time of the decision in microseconds since 1970, and how long its request had to wait, in
     *     microseconds
     */
    @POST
    @Path("revocations")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public List<Object[]> revocations(
            @QueryParam("client") String clientId,
            @QueryParam("threads") int threads,
            @QueryParam("together") int together,
            List<String> ids)
            throws InterruptedException {
        Queue<List<String>> open = new ConcurrentLinkedQueue<>();
        for (int first = 0; first < ids.size(); first += together) {
            open.add(ids.subList(first, Math.min(ids.size(), first + together)));
        }
        List<Object[]> done = Collections.synchronizedList(new ArrayList<>());
        String account = session.users()
                .getServiceAccount(session.getContext().getRealm().getClientByClientId(clientId))
                .getId();
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> KeycloakModelUtils.runJobInTransaction(
                    session.getKeycloakSessionFactory(), session.getContext(), request -> {
                        SessionResponse response = request.getProvider(SessionResponse.class, "continuous-eval");
                        for (List<String> some = open.poll(); some != null; some = open.poll()) {
                            Instant at = Instant.now();
                            String cause = some.get(0);
                            response.revoke(some.stream()
                                    .map(id -> order(cause, at, clientId, id, account, together == 1))
                                    .toList());
                            long took = micros(Instant.now()) - micros(at);
                            some.forEach(id -> done.add(new Object[] {id, micros(at), took}));
                        }
                    }));
            thread.start();
            all.add(thread);
        }
        for (Thread thread : all) {
            thread.join();
        }
        return done;
    }

    /** Reports a client's credential as compromised, again and again: events about one subject, numbered in their reasons. */
    @POST
    @Path("reports")
    public void reports(
            @QueryParam("client") String clientId, @QueryParam("from") int from, @QueryParam("count") int count) {
        SessionResponse response = session.getProvider(SessionResponse.class, "continuous-eval");
        for (int i = from; i < from + count; i++) {
            response.report(new CompromiseReport(String.valueOf(i), Instant.now(), clientId, String.valueOf(i)));
        }
    }

    /** How long this process has kept processors busy, in nanoseconds. */
    @POST
    @Path("processor")
    @Produces(MediaType.APPLICATION_JSON)
    public long processor() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }

    /** Of a decision of ours, or of an administrator: of that also an event of Keycloak is kept. */
    private static RevocationOrder order(
            String cause, Instant at, String clientId, String id, String account, boolean decided) {
        if (decided) {
            Findings findings = new Findings(12, RiskLevel.HIGH, List.of(), Optional.empty());
            return new RevocationOrder(
                    cause, at, Initiator.POLICY, clientId, id, account, "measured", Optional.of(findings));
        }
        return new RevocationOrder(cause, at, Initiator.ADMIN, clientId, id, account, "measured");
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
