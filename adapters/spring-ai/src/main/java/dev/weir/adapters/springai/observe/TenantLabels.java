package dev.weir.adapters.springai.observe;

/** Whether meters say for whom they counted. Who reads meters then learns which tenants there are and how busy. */
public enum TenantLabels {
    NONE,
    /** The tenant of whoever asked, as the label {@code tenant}. */
    OF_THE_ASKER
}
