package org.bourdon.engine.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NativeLibrariesTest {

    @Test
    void the_header_names_libraries_and_attributes() {
        assertThat(NativeLibraries.of("natives/liba.so;/natives/libb.so;osname=Linux;processor=x86-64, natives/a.dll ; osname = Win32; selection-filter=\"(a=b)\",*"))
                .containsExactly("natives/liba.so", "natives/libb.so", "natives/a.dll");
    }
}
