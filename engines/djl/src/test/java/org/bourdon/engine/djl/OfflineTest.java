package org.bourdon.engine.djl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.bourdon.engine.Device;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.Tensors;
import org.bourdon.engine.contract.TorchGraphs;
import org.junit.jupiter.api.Test;

class OfflineTest {

    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".djl.ai");

    @Test
    void nobody_is_called_and_nothing_is_written_outside() throws Exception {
        boolean cacheBefore = Files.exists(CACHE);
        Called called = new Called();
        ProxySelector before = ProxySelector.getDefault();
        ProxySelector.setDefault(called);
        try (LoadedModel model = Torch.engine(Device.CPU).open(new ModelSource.Bytes("model.pt", ByteBuffer.wrap(TorchGraphs.doubling())), Device.CPU)) {
            Tensors inputs = Tensors.of(Map.of("x", Tensor.Floats.of(new float[] {1}, 1, 1), "n", Tensor.Longs.of(new long[] {1, 2}, 2)));
            model.run(inputs, new StopSignal()).close();
            // That it would have been noticed:
            URI.create("http://169.254.169.254/latest/").toURL().openConnection().connect();
        } catch (IOException blocked) {
            assertThat(blocked).hasMessageContaining("Failed to select a proxy");
        } finally {
            ProxySelector.setDefault(before);
        }

        assertThat(called.addresses).as("addresses that somebody wanted to reach").containsExactly(URI.create("http://169.254.169.254/latest/"));
        assertThat(Files.exists(CACHE)).as("DJL's own cache").isEqualTo(cacheBefore);
    }

    /** Java asks here before it opens a connection for a URL. */
    private static final class Called extends ProxySelector {

        private final Queue<URI> addresses = new ConcurrentLinkedQueue<>();

        @Override
        public List<Proxy> select(URI uri) {
            addresses.add(uri);
            throw new IllegalArgumentException("no way out");
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException e) {
            throw new IllegalStateException("somebody connected to " + uri, e);
        }
    }
}
