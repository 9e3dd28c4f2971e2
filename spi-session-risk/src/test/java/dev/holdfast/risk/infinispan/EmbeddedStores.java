package dev.holdfast.risk.infinispan;

import dev.holdfast.binding.SeenKeys;
import dev.holdfast.binding.infinispan.AtomicCache;
import dev.holdfast.binding.infinispan.BindingSchemaImpl;
import dev.holdfast.binding.infinispan.EmbeddedCaches;
import dev.holdfast.binding.infinispan.InfinispanSeenKeys;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jgroups.protocols.DISCARD;

/** A cache manager as Keycloak has one, alone or as a node of a cluster over TCP on loopback. */
record EmbeddedStores(DefaultCacheManager manager) implements AutoCloseable {

    /** The port, then all hosts. */
    private static final String STACK = """
            <config xmlns="urn:org:jgroups">
              <TCP bind_addr="127.0.0.1" bind_port="%d"/>
              <DISCARD/>
              <TCPPING initial_hosts="%s" port_range="0"/>
              <MERGE3/>
              <FD_SOCK2/>
              <VERIFY_SUSPECT2/>
              <pbcast.NAKACK2 use_mcast_xmit="false"/>
              <UNICAST3/>
              <pbcast.STABLE/>
              <pbcast.GMS print_local_addr="false"/>
              <UFC/>
              <MFC/>
              <FRAG4/>
            </config>
            """;

    static EmbeddedStores local() {
        return new EmbeddedStores(new DefaultCacheManager(global().build()));
    }

    /** A node that listens at one port and looks for others at all of them. */
    static EmbeddedStores clustered(int port, List<Integer> ports) {
        String hosts = ports.stream().map(other -> "127.0.0.1[" + other + "]").collect(Collectors.joining(","));
        GlobalConfigurationBuilder global = global();
        global.transport()
                .defaultTransport()
                .clusterName("holdfast-stores")
                .addProperty(JGroupsTransport.CONFIGURATION_XML, STACK.formatted(port, hosts));
        return new EmbeddedStores(new DefaultCacheManager(global.build()));
    }

    private static GlobalConfigurationBuilder global() {
        GlobalConfigurationBuilder global = new GlobalConfigurationBuilder();
        global.serialization().addContextInitializers(new RiskSchemaImpl(), new BindingSchemaImpl());
        return global;
    }

    StoresContract.Node node(Duration timeout) {
        return new StoresContract.Node(
                new InfinispanSessionHistories(EmbeddedCaches.of(manager, InfinispanSessionHistories.CACHE, timeout)),
                new InfinispanIdentityProfiles(EmbeddedCaches.of(manager, InfinispanIdentityProfiles.CACHE, timeout)));
    }

    SeenKeys seenKeys(Duration timeout) {
        return new InfinispanSeenKeys(EmbeddedCaches.of(manager, InfinispanSeenKeys.CACHE, timeout));
    }

    <V> AtomicCache<V> cache(String name, Duration timeout) {
        return EmbeddedCaches.of(manager, name, timeout);
    }

    /** From now on nothing that others send arrives, and nothing is sent. */
    void fallSilent(boolean silent) {
        JGroupsTransport transport = (JGroupsTransport) manager.getCache(InfinispanSessionHistories.CACHE)
                .getAdvancedCache()
                .getRpcManager()
                .getTransport();
        DISCARD wire = transport.getChannel().getProtocolStack().findProtocol(DISCARD.class);
        wire.discardAll(silent);
    }

    @Override
    public void close() {
        manager.stop();
    }
}
