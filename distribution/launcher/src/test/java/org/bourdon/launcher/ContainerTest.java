package org.bourdon.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.service.log.LogService;

@Timeout(60)
class ContainerTest {

    @TempDir
    Path folder;

    private Path home;
    private TestDistribution distribution;
    private Container container;

    @BeforeEach
    void a_small_distribution() throws IOException {
        home = folder.resolve("home");
        distribution = new TestDistribution(Files.createDirectory(folder.resolve("distribution")));
        distribution.bundle("system/1", "services", "1.0.0");
        distribution.bundle("system/5", "door", "1.0.0");
        container = new Container(distribution.settings(home));
    }

    @AfterEach
    void stop() throws InterruptedException {
        container.stop();
        container.awaitStop();
    }

    @Test
    void folders_are_start_levels_and_plugins_come_before_the_doors() throws Exception {
        distribution.bundle("system/3", "house", "1.0.0");
        distribution.bundle("plugins", "voice", "1.0.0");

        container.boot();

        assertThat(level("services")).isEqualTo(1);
        assertThat(level("house")).isEqualTo(3);
        assertThat(level("voice")).isEqualTo(4);
        assertThat(level("door")).isEqualTo(5);
        assertThat(container.context().getBundles()).allSatisfy(bundle -> assertThat(bundle.getState()).as("state of " + bundle).isEqualTo(Bundle.ACTIVE));
    }

    @Test
    void bundles_learn_the_folders_and_the_version_and_can_log() throws Exception {
        distribution.bundle("system/3", "house", "1.0.0", "Import-Package", "org.slf4j;version=\"[1.7,2)\",org.osgi.service.log;version=\"[1.3,2)\"");
        distribution.bundle("plugins", "voice", "1.0.0", "Import-Package", "org.slf4j;version=\"[2.0,3)\"");

        container.boot();

        assertThat(state("voice")).isEqualTo(Bundle.ACTIVE);
        assertThat(container.context().getProperty("bourdon.home")).isEqualTo(home.toString());
        assertThat(container.context().getProperty("bourdon.distribution")).isEqualTo(distribution.root().toString());
        assertThat(container.context().getProperty("bourdon.version")).isEqualTo("1.2.3");
        assertThat(container.context().getServiceReference(LogService.class)).isNotNull();
    }

    @Test
    void a_part_of_the_house_that_cannot_resolve_ends_the_boot_and_is_named() throws Exception {
        distribution.bundle("system/3", "house", "1.0.0", "Import-Package", "no.such.package");

        assertThatThrownBy(container::boot).isInstanceOf(BootException.class)
                .hasMessageContaining("house").hasMessageContaining("no.such.package").hasMessageNotContaining("\n");
    }

    @Test
    void an_empty_distribution_ends_the_boot() throws Exception {
        Path empty = Files.createDirectory(folder.resolve("empty"));
        Container nothing = new Container(new TestDistribution(empty).settings(home));

        assertThatThrownBy(nothing::boot).isInstanceOf(BootException.class).hasMessageContaining("nothing to start in " + empty.resolve("system"));
        nothing.stop();
        nothing.awaitStop();
    }

    @Test
    void a_plugin_that_cannot_resolve_or_is_no_jar_does_not_stop_the_others() throws Exception {
        distribution.bundle("plugins", "broken", "1.0.0", "Import-Package", "no.such.package");
        Files.writeString(distribution.root().resolve("plugins").resolve("rubbish.jar"), "no jar at all");
        distribution.bundle("plugins", "voice", "1.0.0");

        container.boot();

        assertThat(state("broken")).isEqualTo(Bundle.INSTALLED);
        assertThat(state("voice")).isEqualTo(Bundle.ACTIVE);
        assertThat(state("door")).isEqualTo(Bundle.ACTIVE);
    }

    @Test
    void a_jar_dropped_into_the_home_starts_a_replaced_one_is_updated_and_a_removed_one_is_gone() throws Exception {
        container.boot();

        Path jar = distribution.bundle("../home/plugins", "effect", "1.0.0");
        await("dropped jar starts", () -> state("effect") == Bundle.ACTIVE);

        distribution.bundle("../home/plugins", "effect", "2.0.0", "Bundle-Description", "a longer manifest has another size");
        await("replaced jar runs", () -> state("effect") == Bundle.ACTIVE && bundle("effect").orElseThrow().getVersion().getMajor() == 2);

        Files.delete(jar);
        await("removed jar is gone", () -> bundle("effect").isEmpty());
    }

    @Test
    void a_plugin_that_waits_for_another_starts_with_it() throws Exception {
        distribution.bundle("plugins", "needs", "1.0.0", "Import-Package", "its.library");
        container.boot();
        assertThat(state("needs")).isEqualTo(Bundle.INSTALLED);

        distribution.bundle("plugins", "offers", "1.0.0", "Export-Package", "its.library");

        await("the waiting one starts", () -> state("needs") == Bundle.ACTIVE);
    }

    @Test
    void an_engine_that_is_moved_in_starts_its_jar_can_be_replaced_and_its_library_stays() throws Exception {
        container.boot();
        Path filling = distribution.root().resolve("engines/.torch");
        distribution.bundle("engines/.torch/library", "torch-library", "1.0.0", "Export-Package", "its.library");
        distribution.bundle("engines/.torch", "torch", "1.0.0", "Import-Package", "its.library");
        Path engine = Files.move(filling, filling.resolveSibling("torch"));
        await("the engine starts", () -> state("torch") == Bundle.ACTIVE);
        Bundle library = bundle("torch-library").orElseThrow();
        long before = library.getLastModified();

        distribution.bundle("engines/torch/library", "torch-library", "2.0.0", "Export-Package", "its.library", "Bundle-Description", "longer");
        distribution.bundle("engines/torch", "torch", "2.0.0", "Import-Package", "its.library", "Bundle-Description", "longer");
        await("the new engine runs", () -> state("torch") == Bundle.ACTIVE && bundle("torch").orElseThrow().getVersion().getMajor() == 2);
        Files.delete(engine.resolve("torch.jar"));
        await("the engine is gone", () -> bundle("torch").isEmpty());

        assertThat(library.getState()).isIn(Bundle.RESOLVED, Bundle.ACTIVE);
        assertThat(library.getVersion().getMajor()).isEqualTo(1);
        assertThat(library.getLastModified()).isEqualTo(before);
    }

    @Test
    void an_engine_that_is_there_before_the_boot_starts_with_it() throws Exception {
        distribution.bundle("../home/engines/torch/library", "torch-library", "1.0.0", "Export-Package", "its.library");
        distribution.bundle("../home/engines/torch", "torch", "1.0.0", "Import-Package", "its.library");

        container.boot();

        assertThat(state("torch")).isEqualTo(Bundle.ACTIVE);
        assertThat(level("torch-library")).isEqualTo(2);
    }

    @Test
    void a_stop_from_inside_is_a_stop() throws Exception {
        container.boot();

        container.context().getBundle(0).stop();

        container.awaitStop();
        assertThat(container.stopsWithin(Duration.ofSeconds(1))).isTrue();
    }

    private int level(String name) {
        return bundle(name).orElseThrow().adapt(BundleStartLevel.class).getStartLevel();
    }

    private int state(String name) {
        return bundle(name).map(Bundle::getState).orElse(Bundle.UNINSTALLED);
    }

    private Optional<Bundle> bundle(String name) {
        return Arrays.stream(container.context().getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName())).findFirst();
    }

    private static void await(String fact, BooleanSupplier holds) throws InterruptedException {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!holds.getAsBoolean()) {
            assertThat(System.nanoTime()).as(fact).isLessThan(deadline);
            Thread.sleep(20);
        }
    }
}
