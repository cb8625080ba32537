package org.bourdon.engine.contract;

import java.io.ByteArrayInputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Changes classes so that they report each call of a native method just before they make it.
 * Calls into the JDK are left alone.
 */
public final class NativeCallWeaver {

    private static final MethodTypeDesc REPORT = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String);

    private final ClassDesc recorder;
    private final String method;
    private final Function<String, Optional<byte[]>> classes;
    private final ClassFile classFile;
    private final Map<String, Set<String>> natives = new ConcurrentHashMap<>();

    /**
     * @param recorder the class, by its dotted name, whose public static {@code method(String)} is told
     * @param classes  the bytes of a class by its internal name, such as {@code ai/onnxruntime/OrtSession}; empty for one of no interest
     */
    public NativeCallWeaver(String recorder, String method, Function<String, Optional<byte[]>> classes) {
        this.recorder = ClassDesc.of(recorder);
        this.method = method;
        this.classes = classes;
        ClassHierarchyResolver hierarchy = ClassHierarchyResolver.ofResourceParsing((ClassDesc type) -> classes.apply(internalName(type))
                .map(ByteArrayInputStream::new).orElse(null));
        this.classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(hierarchy.orElse(ClassHierarchyResolver.defaultResolver())));
    }

    /** Reports to {@link NativeCalls#record}. */
    public NativeCallWeaver(Function<String, Optional<byte[]>> classes) {
        this(NativeCalls.class.getName(), "record", classes);
    }

    public byte[] weave(byte[] original) {
        return classFile.transformClass(classFile.parse(original), ClassTransform.transformingMethodBodies(this::weave));
    }

    private void weave(CodeBuilder code, CodeElement element) {
        if (element instanceof InvokeInstruction invoke && isNative(invoke)) {
            code.loadConstant(invoke.owner().asInternalName().replace('/', '.') + "." + invoke.name().stringValue());
            code.invokestatic(recorder, method, REPORT);
        }
        code.with(element);
    }

    private boolean isNative(InvokeInstruction invoke) {
        String wanted = invoke.name().stringValue() + invoke.type().stringValue();
        Optional<String> owner = Optional.of(invoke.owner().asInternalName());
        while (owner.isPresent() && !ofTheJdk(owner.get())) {
            if (natives.computeIfAbsent(owner.get(), this::nativesOf).contains(wanted)) {
                return true;
            }
            owner = classes.apply(owner.get()).map(classFile::parse).flatMap(ClassModel::superclass).map(ClassEntry::asInternalName);
        }
        return false;
    }

    private Set<String> nativesOf(String internalName) {
        return classes.apply(internalName).map(classFile::parse).stream()
                .flatMap(model -> model.methods().stream())
                .filter(candidate -> candidate.flags().has(AccessFlag.NATIVE))
                .map((MethodModel candidate) -> candidate.methodName().stringValue() + candidate.methodType().stringValue())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static boolean ofTheJdk(String internalName) {
        return internalName.startsWith("java/") || internalName.startsWith("jdk/") || internalName.startsWith("[");
    }

    private static String internalName(ClassDesc type) {
        String descriptor = type.descriptorString();
        return descriptor.substring(1, descriptor.length() - 1);
    }
}
