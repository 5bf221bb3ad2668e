package dev.weir.tenancy;

import static java.util.Objects.requireNonNull;

/** A policy's answer. There is no third arm: silence is not permission. */
public sealed interface Decision {
    /** The policy whose answer this is. */
    PolicyVersion policy();

    /** Yes. */
    record Permit(PolicyVersion policy) implements Decision {
        public Permit {
            requireNonNull(policy, "policy is null");
        }
    }

    /** No, and why. */
    record Deny(DenialCode code, PolicyVersion policy) implements Decision {
        public Deny {
            requireNonNull(code, "code is null");
            requireNonNull(policy, "policy is null");
        }
    }
}
