package org.bourdon.gateway.http.openai;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WholeSoundsTest {

    @Test
    void all_together_take_no_more_than_there_is_and_give_it_back() {
        WholeSounds sounds = new WholeSounds();
        try (WholeSounds.Share first = sounds.share(); WholeSounds.Share second = sounds.share()) {
            assertThat(first.take(WholeSounds.MOST_BYTES - 10)).isTrue();
            assertThat(second.take(11)).as("more than is left").isFalse();
            assertThat(second.take(10)).isTrue();
        }

        try (WholeSounds.Share later = sounds.share()) {
            assertThat(later.take(WholeSounds.MOST_BYTES)).isTrue();
        }
    }
}
