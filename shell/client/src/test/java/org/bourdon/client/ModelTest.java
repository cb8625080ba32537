package org.bourdon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ModelTest {

    private static final String LOADED = """
            {"name":"en_US-bourdon","format":"streaming","engine":"onnx","device":"cpu","version":"1f-2","state":"loaded","reason":"it is silent",\
            "default":true,"pinned":true,"leases":1,"requests":2,"lanes":["lane-onnx-cpu0"],"loaded_at":"2026-11-27T10:00:00Z","load_ms":12.5,\
            "load_memory":{"before_bytes":93000000,"after_bytes":105000000},"unload_memory":null,"remark":null,"disk_bytes":3248639,"last_used":null}""";
    private static final String UNLOADED = """
            {"name":"en_US-tenor","format":"streaming","engine":null,"device":null,"version":"2a-1","state":"unloaded","reason":null,"default":false,\
            "pinned":false,"leases":0,"requests":0,"lanes":[],"loaded_at":null,"load_ms":null,"load_memory":null,"unload_memory":null,\
            "remark":"unloading gave 0.0 of about 12.0 MB back","disk_bytes":3162309,"last_used":null}""";

    @TempDir
    Path folder;

    @Test
    void the_list_tells_what_has_become_of_each() {
        try (var _ = new FakeDaemon(home()).on("model.list", "{\"models\":[" + LOADED + "," + UNLOADED + "]}")) {
            var ran = new ClientRig(home()).run("model", "list");

            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.text()).isEqualTo("""
                    NAME           STATE     ENGINE       FILES
                    en_US-bourdon  loaded    onnx on cpu  3.2 MB  default, pinned, 1 lease, 2 requests, a newer version is rejected: it is silent
                    en_US-tenor    unloaded  -            3.2 MB  unloading gave 0.0 of about 12.0 MB back
                    """);
            assertThat(new ClientRig(home()).run("model", "list", "--json").text()).isEqualTo("{\"models\":[" + LOADED + "," + UNLOADED + "]}\n");
        }
    }

    @Test
    void the_page_of_one_has_all_that_is_known() {
        try (var daemon = new FakeDaemon(home()).on("model.info", LOADED)) {
            var ran = new ClientRig(home()).run("model", "info", "en_US-bourdon");

            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.text()).contains("en_US-bourdon, loaded, default, pinned", "a newer version is rejected: it is silent", "1f-2",
                    "onnx on cpu, lane-onnx-cpu0", "2 requests, 1 lease", "2026-11-27T10:00:00Z, in 12.5 ms", "93.0 MB resident, then 105.0 MB");
            assertThat(Json.string(Json.member(daemon.requests().getFirst(), "params"), "name")).contains("en_US-bourdon");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"load", "unload", "reload", "pin", "unpin"})
    void what_is_done_with_one_ends_in_a_line(String call) {
        try (var daemon = new FakeDaemon(home()).on("model." + call, LOADED)) {
            var ran = new ClientRig(home()).run("model", call, "en_US-bourdon");

            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.text()).isEqualTo("en_US-bourdon: loaded, pinned, version 1f-2, opened in 12.5 ms; a newer version is rejected: it is silent\n");
            assertThat(daemon.methods()).containsExactly("model." + call);
        }
    }

    @Test
    void a_name_that_there_is_not_is_bad_input_and_no_name_is_wrong_use() {
        try (var _ = new FakeDaemon(home()).on("model.reload", (_, wire) -> wire.error(1004, "VOICE_NOT_FOUND", "no voice is called 'nobody'"))) {
            var unknown = new ClientRig(home()).run("model", "reload", "nobody");

            assertThat(unknown.code()).isEqualTo(3);
            assertThat(unknown.err()).isEqualTo("bourdon: no voice is called 'nobody'\n");
            assertThat(new ClientRig(home()).run("model", "reload").code()).isEqualTo(2);
            assertThat(new ClientRig(home()).run("model").code()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"unload", "unpin"})
    void no_daemon_is_started_to_unload_something(String call) {
        var ran = new ClientRig(home()).run("model", call, "en_US-bourdon");

        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).contains("no daemon runs in", "nothing is loaded").hasLineCount(1);
    }

    @Test
    void a_lease_names_its_voices() {
        try (var daemon = new FakeDaemon(home()).on("lease", "{\"lease\":\"l1\"}").on("release", "{}")) {
            var ran = new ClientRig(home()).run("lease", "--voice", "a", "-v", "b", "--", "/bin/sh", "-c", "exit 5");

            assertThat(ran.code()).as(ran.err()).isEqualTo(5);
            assertThat(Json.strings(Json.member(daemon.requests().getFirst(), "params"), "voices")).containsExactly("a", "b");
        }
    }

    private Home home() {
        return new Home(folder.resolve("h"));
    }
}
