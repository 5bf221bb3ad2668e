package dev.weir.adapters.lucene;

import dev.weir.tenancy.testkit.NonInterferenceContract;
import dev.weir.tenancy.testkit.StoreScene;

class NonInterferenceTest extends NonInterferenceContract {
    @Override
    protected StoreScene<?> newScene() {
        return new LuceneScene();
    }
}
