package dev.weir.ingest.layout.odf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.ingest.layout.odf.Condition.Truth;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionTest {

    @ParameterizedTest
    @CsvSource({
        "ooow:1,YES",
        "ooow:0,NO",
        "ooow:TRUE,YES",
        "false,NO",
        "'',NO",
        "ooow:1==1,YES",
        "ooow:1 != 1,NO",
        "ooow:(2>1),YES",
        "ooow:2 LEQ 1,NO",
        "ooow:\"a\"==\"a\",YES",
        "ooow:\"a\"==\"b\",NO",
        "ooow:size>3,YES",
        "ooow:size<3,NO",
        "ooow:name==\"pear\",YES",
        "ooow:name,YES",
        "ooow:page>3,UNKNOWN",
        "ooow:unset,UNKNOWN",
        "ooow:1==1 AND page>2,UNKNOWN"
    })
    void ofWhenReadThenHoldsAsFarAsItCanBeTold(String condition, Truth truth) {
        assertThat(Condition.of(condition, Map.of("size", "4", "name", "pear"))).isEqualTo(truth);
    }
}
