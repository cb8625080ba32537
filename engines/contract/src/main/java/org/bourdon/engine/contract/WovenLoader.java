package org.bourdon.engine.contract;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** Defines an engine and its native runtime anew, woven so that each native call is reported. */
public final class WovenLoader extends ClassLoader {

    private final NativeCallWeaver weaver = new NativeCallWeaver(this::bytes);
    private final List<String> prefixes;

    /** @param prefixes of the names of the classes that are woven, such as {@code ai.onnxruntime.} */
    public WovenLoader(ClassLoader parent, String... prefixes) {
        super(parent);
        this.prefixes = List.of(prefixes);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (prefixes.stream().noneMatch(name::startsWith)) {
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
