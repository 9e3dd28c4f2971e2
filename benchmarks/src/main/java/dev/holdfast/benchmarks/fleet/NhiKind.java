package dev.holdfast.benchmarks.fleet;

import java.util.Random;

/** Kinds of non-human identities: where they come from, how often and how long. */
enum NhiKind {
    /** A virtual machine with one lasting address. */
    VM(1, 300, 0) {
        @Override
        String address(int home, int session, int epoch, Random random) {
            return "20." + home % 200 + "." + session % 250 + "." + (1 + epoch % 200);
        }
    },
    /** Pods behind a pool of NAT addresses. */
    PODS_BEHIND_NAT(6, 300, 0.02) {
        @Override
        String address(int home, int session, int epoch, Random random) {
            return "20." + home % 200 + "." + (epoch + random.nextInt(3)) % 250 + "." + (1 + random.nextInt(4));
        }
    },
    /** Pods with an IPv6 address each, rescheduled now and then. */
    PODS_WITH_IPV6(6, 300, 0.01) {
        @Override
        String address(int home, int session, int epoch, Random random) {
            int node = random.nextInt(100) == 0 ? random.nextInt(20) : session % 20;
            return "2001:db8:" + Integer.toHexString(home) + ":" + Integer.toHexString(node + 256 * epoch) + "::"
                    + Integer.toHexString(1 + session);
        }
    },
    /** Build runners: short sessions, each at a random address of a large provider. */
    BUILD_RUNNER(12, 240, 0) {
        @Override
        String address(int home, int session, int epoch, Random random) {
            int place = session * 7_919 + home * 31;
            return "13." + place % 60 + "." + place / 60 % 250 + "." + (1 + session % 250);
        }
    },
    /** Functions: another address of the provider every time. */
    SERVERLESS(3, 600, 0.03) {
        @Override
        String address(int home, int session, int epoch, Random random) {
            return "52." + random.nextInt(40) + "." + random.nextInt(250) + "." + (1 + random.nextInt(250));
        }
    },
    /** An agent on a laptop: office, home, mobile, now and then a VPN or a hotel. */
    ROAMING_AGENT(1, 900, 0.01) {
        @Override
        String address(int home, int session, int epoch, Random random) {
            int roll = random.nextInt(1000);
            if (roll < 8) {
                return "81." + random.nextInt(40) + "." + random.nextInt(250) + ".9";
            }
            return roll < 60 ? "90." + home % 250 + "." + random.nextInt(4) + "." + (1 + random.nextInt(200)) : "";
        }
    },
    /** A service on premises, behind one address. */
    ON_PREMISES(3, 600, 0.005) {
        @Override
        String address(int home, int session, int epoch, Random random) {
            return "62." + home % 200 + "." + epoch % 250 + ".4";
        }
    };

    /** Whose networks these are. */
    static final String NETWORKS = """
            cidr,owner,kind
            20.0.0.0/8,cloud one,cloud
            13.0.0.0/8,cloud two,cloud
            52.0.0.0/8,cloud three,cloud
            2001:db8::/32,cloud one,cloud
            62.0.0.0/8,the company,corporate
            81.0.0.0/8,an access provider,residential
            82.0.0.0/8,another access provider,residential
            90.0.0.0/8,a mobile network,mobile
            45.0.0.0/8,a host,hosting
            46.0.0.0/8,a VPN,vpn
            """;

    final int sessions;
    final int intervalSeconds;
    /** How often a request is repeated because its response was lost or replicas race. */
    final double retries;

    NhiKind(int sessions, int intervalSeconds, double retries) {
        this.sessions = sessions;
        this.intervalSeconds = intervalSeconds;
        this.retries = retries;
    }

    /** The address of a request; empty to stay where it was. */
    abstract String address(int home, int session, int epoch, Random random);

    /** A place of the same provider that the identity does not use. */
    String neighbour(Random random) {
        return switch (this) {
            case BUILD_RUNNER -> "13." + (100 + random.nextInt(100)) + "." + random.nextInt(250) + ".77";
            case SERVERLESS -> "52." + (100 + random.nextInt(100)) + "." + random.nextInt(250) + ".77";
            case ROAMING_AGENT -> "81." + (100 + random.nextInt(100)) + "." + random.nextInt(250) + ".77";
            case ON_PREMISES -> "62.250." + random.nextInt(250) + ".77";
            case PODS_WITH_IPV6 -> "2001:db8:ffff:" + Integer.toHexString(random.nextInt(60_000)) + "::7";
            case VM, PODS_BEHIND_NAT -> "20.250." + random.nextInt(250) + ".77";
        };
    }
}
