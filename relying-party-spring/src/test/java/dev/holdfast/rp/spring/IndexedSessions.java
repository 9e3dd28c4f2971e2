package dev.holdfast.rp.spring;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.MapSession;

/** HTTP sessions in memory that can be found by the name of who signed in, as those of JDBC and Redis can. */
final class IndexedSessions implements FindByIndexNameSessionRepository<MapSession> {

    private final Map<String, MapSession> sessions = new HashMap<>();

    @Override
    public Map<String, MapSession> findByIndexNameAndIndexValue(String index, String value) {
        Map<String, MapSession> found = new HashMap<>();
        sessions.forEach((id, session) -> {
            SecurityContext context = session.getAttribute("SPRING_SECURITY_CONTEXT");
            if (index.equals(PRINCIPAL_NAME_INDEX_NAME)
                    && context != null
                    && context.getAuthentication() != null
                    && context.getAuthentication().getName().equals(value)) {
                found.put(id, session);
            }
        });
        return found;
    }

    @Override
    public MapSession createSession() {
        return new MapSession();
    }

    @Override
    public void save(MapSession session) {
        sessions.put(session.getId(), session);
    }

    @Override
    public @Nullable MapSession findById(String id) {
        return sessions.get(id);
    }

    @Override
    public void deleteById(String id) {
        sessions.remove(id);
    }
}
