package dev.weir.adapters.springai.boot;

import dev.weir.retrieve.RetrievalFirewall;

/** A bean that sets what properties do not: screens, fence, the screening of old scans. All of them are applied, in order. */
@FunctionalInterface
public interface FirewallCustomizer {
    /** Changes a firewall before it is built. */
    void customize(RetrievalFirewall.Builder firewall);
}
