package dev.weir.tenancy.testkit;

import dev.weir.tenancy.store.SharedRecords;

class MemoryRecordsTest extends SharedRecordsContract {
    @Override
    protected SharedRecords open() {
        return new MemoryRecords();
    }
}
