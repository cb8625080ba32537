package org.bourdon.engine.djl;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

import org.bourdon.engine.contract.NativeCallWeaver;

/** Defines the engine and DJL anew, woven so that each native call is reported. */
final class WovenLoader extends ClassLoader {

    private final NativeCallWeaver weaver = new NativeCallWeaver(this::bytes);

    WovenLoader(ClassLoader parent) {
        super(parent);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("ai.djl.") && !name.startsWith("org.bourdon.engine.djl.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded != null) {
                return loaded;
            }
            byte[] woven = weaver.weave(bytes(name.replace('.', '/')).orElseThrow(() -> new ClassNotFoundException(name)));
            return defineClass(name, woven, 0, woven.length);
        }
    }

    private Optional<byte[]> bytes(String internalName) {
        try (InputStream in = getParent().getResourceAsStream(internalName + ".class")) {
            return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
