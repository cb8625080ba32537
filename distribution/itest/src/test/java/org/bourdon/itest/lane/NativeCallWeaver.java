package org.bourdon.itest.lane;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;

import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.hooks.weaving.WovenClass;

/** Puts a report before every call of a native method that ONNX Runtime's classes make. */
final class NativeCallWeaver implements WeavingHook {

    private static final String PACKAGE = "ai.onnxruntime.";
    private static final String SESSION = "ai/onnxruntime/OrtSession";
    private static final ClassDesc RECORDER = ClassDesc.of(NativeCalls.class.getName());
    private static final MethodTypeDesc REPORT = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String, ConstantDescs.CD_Object);

    private final Set<String> natives = new HashSet<>();
    private final ClassFile classFile = ClassFile.of();

    /** @param library the jar that holds ONNX Runtime's classes */
    NativeCallWeaver(Path library) throws IOException {
        try (JarFile jar = new JarFile(library.toFile())) {
            for (var entry : jar.stream().filter(e -> e.getName().startsWith("ai/onnxruntime/") && e.getName().endsWith(".class")).toList()) {
                try (var in = jar.getInputStream(entry)) {
                    ClassModel model = classFile.parse(in.readAllBytes());
                    model.methods().stream().filter(method -> method.flags().has(AccessFlag.NATIVE))
                            .forEach(method -> natives.add(key(model.thisClass().asInternalName(), method.methodName().stringValue(), method.methodType().stringValue())));
                }
            }
        }
    }

    /** How many native methods there are to watch. */
    int natives() {
        return natives.size();
    }

    @Override
    public void weave(WovenClass woven) {
        if (!woven.getClassName().startsWith(PACKAGE)) {
            return;
        }
        ClassModel model = classFile.parse(woven.getBytes());
        boolean session = model.thisClass().asInternalName().equals(SESSION);
        woven.setBytes(classFile.transformClass(model, ClassTransform.transformingMethods((builder, element) -> {
            if (element instanceof java.lang.classfile.CodeModel code && code.parent().isPresent()) {
                builder.transformCode(code, reporting(session && hasReceiver(code.parent().get())));
            } else {
                builder.with(element);
            }
        })));
        List<String> imports = woven.getDynamicImports();
        imports.add(NativeCalls.class.getPackageName());
    }

    private CodeTransform reporting(boolean withSession) {
        return (code, element) -> {
            if (element instanceof InvokeInstruction call
                    && natives.contains(key(call.owner().asInternalName(), call.name().stringValue(), call.type().stringValue()))) {
                code.ldc(call.owner().asInternalName().replace('/', '.') + "." + call.name().stringValue());
                if (withSession) {
                    code.aload(0);
                } else {
                    code.aconst_null();
                }
                code.invokestatic(RECORDER, "entering", REPORT);
            }
            code.with(element);
        };
    }

    /** In a constructor the receiver may not be handed out before it is initialised. */
    private static boolean hasReceiver(MethodModel method) {
        return !method.flags().has(AccessFlag.STATIC) && !method.methodName().equalsString("<init>");
    }

    private static String key(String owner, String name, String type) {
        return owner + "." + name + type;
    }
}
