package org.bourdon.text.espeak;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** The library {@code libespeak-ng}, called in this process. All of its state is global: one thread makes every call. */
final class EspeakLibrary implements Espeak {

    private static final List<String> NAMES = List.of("libespeak-ng.so.1", "libespeak-ng.so", "/opt/homebrew/lib/libespeak-ng.dylib",
            "/usr/local/lib/libespeak-ng.dylib", "/opt/local/lib/libespeak-ng.dylib", "libespeak-ng.1.dylib");
    private static final int SYNCHRONOUS = 2;
    private static final int DONT_EXIT = 0x8000;
    private static final int UTF8 = 1;
    private static final int IPA = 2;
    /** Bytes of the struct of a voice's properties, with room to spare. */
    private static final long PROPERTIES = 64;
    private static final int MOST_CLAUSES = 1_000;
    private static final long LONGEST = 1 << 16;
    private static final AddressLayout POINTER = ValueLayout.ADDRESS.withTargetLayout(
            MemoryLayout.sequenceLayout(LONGEST, ValueLayout.JAVA_BYTE));

    private final String configured;
    private final Duration patience;
    private final OwnerThread owner = new OwnerThread(false);
    private volatile Optional<EspeakVoices> voices = Optional.empty();
    /** Confined to the owner thread. */
    private Optional<Calls> calls = Optional.empty();
    private String voice = "";

    /** The functions that are called; all of them are in every release since 1.49. */
    private record Calls(MethodHandle setVoice, MethodHandle setProperties, MethodHandle phonemes, MethodHandle listVoices) {
    }

    /** @param configured a file, or empty to look in the usual places */
    EspeakLibrary(String configured, Duration patience) {
        this.configured = configured;
        this.patience = patience;
    }

    @Override
    public EspeakVoices voices() throws BourdonException {
        if (voices.isEmpty()) {
            voices = Optional.of(owner.call(this::list, patience.multipliedBy(4)));
        }
        return voices.get();
    }

    @Override
    public List<List<String>> translate(String wanted, List<String> texts) throws BourdonException {
        return owner.call(() -> {
            Calls open = open();
            speakAs(open, wanted);
            List<List<String>> all = new ArrayList<>(texts.size());
            for (String text : texts) {
                all.add(clauses(open, text));
            }
            return all;
        }, patience.multipliedBy(4));
    }

    private Calls open() throws BourdonException {
        if (calls.isPresent()) {
            return calls.get();
        }
        // Never unloaded: what has run natively once may have left something behind that points into it.
        SymbolLookup library = lookup();
        Linker linker = Linker.nativeLinker();
        MethodHandle initialize = linker.downcallHandle(symbol(library, "espeak_Initialize"),
                FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
        Calls found = new Calls(
                linker.downcallHandle(symbol(library, "espeak_SetVoiceByName"), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS)),
                linker.downcallHandle(symbol(library, "espeak_SetVoiceByProperties"), FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS)),
                linker.downcallHandle(symbol(library, "espeak_TextToPhonemes"),
                        FunctionDescriptor.of(POINTER, ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT)),
                linker.downcallHandle(symbol(library, "espeak_ListVoices"), FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS)));
        int rate = (int) invoke(() -> (int) initialize.invokeExact(SYNCHRONOUS, 0, MemorySegment.NULL, DONT_EXIT));
        if (rate <= 0) {
            throw new BourdonException(ErrorCode.ENGINE_FAILED, "libespeak-ng does not start (code " + rate + "); is its data, espeak-ng-data, installed?");
        }
        calls = Optional.of(found);
        return found;
    }

    private SymbolLookup lookup() throws BourdonException {
        for (String name : configured.isEmpty() ? NAMES : List.of(configured)) {
            try {
                if (!name.startsWith("/")) {
                    return SymbolLookup.libraryLookup(name, Arena.global());
                }
                if (Files.isRegularFile(Path.of(name))) {
                    return SymbolLookup.libraryLookup(Path.of(name), Arena.global());
                }
            } catch (IllegalArgumentException e) {
                // Not under this name; the next is tried, and after the last the user is told.
                continue;
            }
        }
        throw Installed.missing("there is no library " + (configured.isEmpty() ? "libespeak-ng" : configured));
    }

    private static MemorySegment symbol(SymbolLookup library, String name) throws BourdonException {
        return library.find(name).orElseThrow(() -> new BourdonException(ErrorCode.ENGINE_FAILED, "libespeak-ng has no function " + name));
    }

    private void speakAs(Calls open, String wanted) throws BourdonException {
        if (wanted.equals(voice)) {
            return;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(wanted);
            int code = (int) invoke(() -> (int) open.setVoice().invokeExact(name));
            if (code != 0) {
                // Some voices, fr-fr among them, go by another name than the language that they are listed under.
                MemorySegment properties = arena.allocate(PROPERTIES, ValueLayout.ADDRESS.byteAlignment());
                properties.set(ValueLayout.ADDRESS, ValueLayout.ADDRESS.byteSize(), name);
                code = (int) invoke(() -> (int) open.setProperties().invokeExact(properties));
            }
            if (code != 0) {
                throw new BourdonException(ErrorCode.ENGINE_FAILED, "libespeak-ng does not take its voice " + wanted + " (code " + code + ")");
            }
        }
        voice = wanted;
    }

    private static List<String> clauses(Calls open, String text) throws BourdonException {
        List<String> clauses = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment rest = arena.allocate(ValueLayout.ADDRESS);
            rest.set(ValueLayout.ADDRESS, 0, arena.allocateFrom(text));
            while (!rest.get(ValueLayout.ADDRESS, 0).equals(MemorySegment.NULL)) {
                MemorySegment said = (MemorySegment) invoke(() -> (MemorySegment) open.phonemes().invokeExact(rest, UTF8, IPA));
                String clause = said.equals(MemorySegment.NULL) ? "" : said.getString(0, StandardCharsets.UTF_8).strip();
                if (!clause.isEmpty()) {
                    clauses.add(clause);
                }
                if (clauses.size() > MOST_CLAUSES) {
                    throw new BourdonException(ErrorCode.ENGINE_FAILED, "libespeak-ng finds no end in the text");
                }
            }
        }
        return clauses;
    }

    /** The struct begins with three pointers: name, languages, identifier; languages are each a priority and a tag, up to a priority of 0. */
    private EspeakVoices list() throws BourdonException {
        Calls open = open();
        MemorySegment array = ((MemorySegment) invoke(() -> (MemorySegment) open.listVoices().invokeExact(MemorySegment.NULL)))
                .reinterpret(ValueLayout.ADDRESS.byteSize() * 4_096);
        List<EspeakVoices.Entry> entries = new ArrayList<>();
        long step = ValueLayout.ADDRESS.byteSize();
        for (long at = 0; at < array.byteSize() && !array.get(ValueLayout.ADDRESS, at).equals(MemorySegment.NULL); at += step) {
            MemorySegment languages = array.get(ValueLayout.ADDRESS, at).reinterpret(3 * step).get(POINTER, step);
            String own = "";
            for (long i = 0; languages.get(ValueLayout.JAVA_BYTE, i) != 0; ) {
                int priority = languages.get(ValueLayout.JAVA_BYTE, i);
                String tag = languages.getString(i + 1, StandardCharsets.UTF_8);
                i += tag.length() + 2L;
                own = own.isEmpty() ? tag.toLowerCase(Locale.ROOT) : own;
                entries.add(new EspeakVoices.Entry(own, tag.toLowerCase(Locale.ROOT), priority));
            }
        }
        return new EspeakVoices(entries);
    }

    @FunctionalInterface
    private interface NativeCall {
        Object call() throws Throwable;
    }

    private static Object invoke(NativeCall call) throws BourdonException {
        try {
            return call.call();
        } catch (Throwable e) {
            throw new BourdonException(ErrorCode.ENGINE_FAILED, "libespeak-ng failed: " + e, e);
        }
    }

    /** Leaves the library as it is: its own end waits for a thread of its own, and sometimes for ever. */
    @Override
    public void close() {
        owner.close();
    }
}
