package org.bourdon.gateway.http.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressTest {

    @ParameterizedTest
    @CsvSource({"127.0.0.1:8081,127.0.0.1,8081,http://127.0.0.1:8081", "localhost:0,localhost,0,http://localhost:0",
        "[::1]:65535,::1,65535,http://[::1]:65535", "Speech.Example:80,Speech.Example,80,http://speech.example:80"})
    void a_host_and_a_port_are_an_address(String text, String host, int port, String url) {
        Address address = Address.parse(text);

        assertThat(address).isEqualTo(new Address(host, port));
        assertThat(address.url(port)).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "8081", ":8081", "localhost", "localhost:", "localhost:x", "localhost:-1", "localhost:65536", "localhost:123456", " :80", "[]:80", "::1:8081"})
    void anything_else_is_refused_with_an_example(String text) {
        assertThatThrownBy(() -> Address.parse(text)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("HOST:PORT");
    }
}
