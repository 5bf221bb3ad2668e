package dev.weir.adapters.springai.boot;

import dev.weir.adapters.springai.GuardedVectorStore;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.ai.vectorstore.VectorStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.core.Ordered;

/**
 * Hands out a guarded store wherever an application defined a {@link VectorStore} bean, early references included. It runs
 * last, so that what another post-processor made of the store is inside. A store that cannot be guarded stops the start.
 */
final class GuardingPostProcessor implements SmartInstantiationAwareBeanPostProcessor, Ordered {
    private final ObjectProvider<WeirProperties> properties;
    private final ObjectProvider<StoreGuard> guards;
    private final Set<String> early = ConcurrentHashMap.newKeySet();

    GuardingPostProcessor(ObjectProvider<WeirProperties> properties, ObjectProvider<StoreGuard> guards) {
        this.properties = properties;
        this.guards = guards;
    }

    @Override
    public Object getEarlyBeanReference(Object bean, String name) {
        if (bean instanceof VectorStore store && isToBeGuarded(store, name)) {
            early.add(name);
            return guards.getObject().guard(store, name);
        }
        return bean;
    }

    @Override
    public Object postProcessAfterInitialization(Object bean, String name) {
        // Whoever got an early reference has the guarded store; the container takes that one for the bean.
        return bean instanceof VectorStore store && !early.remove(name) && isToBeGuarded(store, name)
                ? guards.getObject().guard(store, name)
                : bean;
    }

    @Override
    public int getOrder() {
        return LOWEST_PRECEDENCE;
    }

    private boolean isToBeGuarded(VectorStore store, String name) {
        return !(store instanceof GuardedVectorStore)
                && !properties.getObject().unguardedStores().contains(name);
    }
}
