package io.github.rpcboot.call.protobuf;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

import io.github.rpcboot.contract.schema.FieldType;
import io.github.rpcboot.contract.schema.MessageType;
import io.github.rpcboot.contract.schema.MessageType.Creator;
import org.jspecify.annotations.Nullable;

import org.springframework.asm.ClassWriter;
import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.Type;
import org.springframework.core.NativeDetector;

/**
 * Writes a class that reads and makes the objects of one message: the calls and nothing
 * else, as somebody would write them by hand. Handles and lambdas for each member would
 * be many classes instead of one, and none of them would be compiled into its caller. It
 * is hidden, stands beside the type and may use what is private there.
 */
final class BeanAccessClass {

	private static final String OBJECT = "java/lang/Object";

	private static final int FIRST = 1;

	private static final int SECOND = 2;

	private static final int SLOTS = 3;

	private static final int NUMBERS = 4;

	private static final int BEAN = 5;

	private final Class<?> type;

	private final List<FieldType> fields;

	private final Creator creator;

	private BeanAccessClass(MessageType type, Creator creator) {
		this.type = type.javaType();
		this.fields = type.fields();
		this.creator = creator;
	}

	/** The access, {@code null} if no class can be defined there that reaches all. */
	@SuppressWarnings("unchecked")
	static @Nullable BeanAccess make(MessageType type, Creator creator) {
		if (NativeDetector.inNativeImage() || !Reach.of(type.javaType()).covers(type, creator)) {
			return null;
		}
		try {
			Lookup beside = MethodHandles.privateLookupIn(type.javaType(), MethodHandles.lookup());
			Object access = beside
				.defineHiddenClass(new BeanAccessClass(type, creator).write(), true, Lookup.ClassOption.NESTMATE)
				.lookupClass()
				.getDeclaredConstructor()
				.newInstance();
			return new BeanAccess((BiConsumer<Object, @Nullable Object[]>) access,
					(Function<@Nullable Object[], Object>) access);
		}
		catch (ReflectiveOperationException | LinkageError | IllegalArgumentException | SecurityException ex) {
			return null;
		}
	}

	private byte[] write() {
		ClassWriter out = new ClassWriter(ClassWriter.COMPUTE_MAXS);
		out.visit(Opcodes.V17, Opcodes.ACC_PUBLIC | Opcodes.ACC_FINAL | Opcodes.ACC_SYNTHETIC,
				Type.getInternalName(this.type) + "$$Rpc", null, OBJECT,
				new String[] { Type.getInternalName(BiConsumer.class), Type.getInternalName(Function.class) });
		MethodVisitor constructor = begin(out, "<init>", "()V");
		constructor.visitVarInsn(Opcodes.ALOAD, 0);
		constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, OBJECT, "<init>", "()V", false);
		end(constructor, Opcodes.RETURN);
		writeGetters(begin(out, "accept", "(Ljava/lang/Object;Ljava/lang/Object;)V"));
		writeMaker(begin(out, "apply", "(Ljava/lang/Object;)Ljava/lang/Object;"));
		out.visitEnd();
		return out.toByteArray();
	}

	private static MethodVisitor begin(ClassWriter out, String name, String descriptor) {
		MethodVisitor code = out.visitMethod(Opcodes.ACC_PUBLIC, name, descriptor, null, null);
		code.visitCode();
		return code;
	}

	private static void end(MethodVisitor code, int opcode) {
		code.visitInsn(opcode);
		code.visitMaxs(0, 0);
		code.visitEnd();
	}

	/** The objects of the slots, and the numbers in the last of them. */
	private void loadSlots(MethodVisitor code, int argument) {
		code.visitVarInsn(Opcodes.ALOAD, argument);
		code.visitTypeInsn(Opcodes.CHECKCAST, "[Ljava/lang/Object;");
		code.visitInsn(Opcodes.DUP);
		code.visitVarInsn(Opcodes.ASTORE, SLOTS);
		Values.push(code, this.fields.size());
		code.visitInsn(Opcodes.AALOAD);
		code.visitTypeInsn(Opcodes.CHECKCAST, "[J");
		code.visitVarInsn(Opcodes.ASTORE, NUMBERS);
	}

	private void writeGetters(MethodVisitor code) {
		loadSlots(code, SECOND);
		code.visitVarInsn(Opcodes.ALOAD, FIRST);
		code.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(this.type));
		code.visitVarInsn(Opcodes.ASTORE, BEAN);
		for (int i = 0; i < this.fields.size(); i++) {
			Member getter = this.fields.get(i).getter();
			if (getter != null) {
				boolean number = this.fields.get(i).carrier() != Object.class;
				code.visitVarInsn(Opcodes.ALOAD, number ? NUMBERS : SLOTS);
				Values.push(code, i);
				code.visitVarInsn(Opcodes.ALOAD, BEAN);
				Class<?> value = get(code, getter);
				if (number) {
					Values.toBits(code, value);
				}
				else {
					Values.box(code, value);
				}
				code.visitInsn(number ? Opcodes.LASTORE : Opcodes.AASTORE);
			}
		}
		end(code, Opcodes.RETURN);
	}

	private static Class<?> get(MethodVisitor code, Member getter) {
		if (getter instanceof Field field) {
			code.visitFieldInsn(Opcodes.GETFIELD, owner(field), field.getName(), Type.getDescriptor(field.getType()));
			return field.getType();
		}
		Method method = (Method) getter;
		invoke(code, method);
		return method.getReturnType();
	}

	private static String owner(Member member) {
		return Type.getInternalName(member.getDeclaringClass());
	}

	private static void invoke(MethodVisitor code, Method method) {
		boolean ofInterface = method.getDeclaringClass().isInterface();
		code.visitMethodInsn(ofInterface ? Opcodes.INVOKEINTERFACE : Opcodes.INVOKEVIRTUAL, owner(method),
				method.getName(), Type.getMethodDescriptor(method), ofInterface);
	}

	private void writeMaker(MethodVisitor code) {
		loadSlots(code, FIRST);
		Executable executable = this.creator.executable();
		if (executable instanceof Constructor<?>) {
			code.visitTypeInsn(Opcodes.NEW, Type.getInternalName(this.type));
			code.visitInsn(Opcodes.DUP);
		}
		Class<?>[] parameters = executable.getParameterTypes();
		for (int i = 0; i < parameters.length; i++) {
			FieldType taken = this.creator.fields().get(i);
			if (taken != null) {
				load(code, this.fields.indexOf(taken), parameters[i]);
			}
			else {
				Values.zero(code, parameters[i]);
			}
		}
		create(code, executable);
		code.visitVarInsn(Opcodes.ASTORE, BEAN);
		writeSetters(code);
		code.visitVarInsn(Opcodes.ALOAD, BEAN);
		end(code, Opcodes.ARETURN);
	}

	private void create(MethodVisitor code, Executable executable) {
		if (executable instanceof Constructor<?> constructor) {
			code.visitMethodInsn(Opcodes.INVOKESPECIAL, owner(constructor), "<init>",
					Type.getConstructorDescriptor(constructor), false);
			return;
		}
		Method factory = (Method) executable;
		code.visitMethodInsn(Opcodes.INVOKESTATIC, owner(factory), factory.getName(), Type.getMethodDescriptor(factory),
				factory.getDeclaringClass().isInterface());
		code.visitTypeInsn(Opcodes.CHECKCAST, Type.getInternalName(this.type));
	}

	private void writeSetters(MethodVisitor code) {
		for (int i = 0; i < this.fields.size(); i++) {
			Member setter = this.fields.get(i).setter();
			if (setter == null) {
				continue;
			}
			code.visitVarInsn(Opcodes.ALOAD, BEAN);
			if (setter instanceof Field field) {
				load(code, i, field.getType());
				code.visitFieldInsn(Opcodes.PUTFIELD, owner(field), field.getName(),
						Type.getDescriptor(field.getType()));
			}
			else {
				Method method = (Method) setter;
				load(code, i, method.getParameterTypes()[0]);
				invoke(code, method);
				Values.drop(code, method.getReturnType());
			}
		}
	}

	private void load(MethodVisitor code, int index, Class<?> wanted) {
		boolean number = this.fields.get(index).carrier() != Object.class;
		code.visitVarInsn(Opcodes.ALOAD, number ? NUMBERS : SLOTS);
		Values.push(code, index);
		code.visitInsn(number ? Opcodes.LALOAD : Opcodes.AALOAD);
		if (number) {
			Values.fromBits(code, wanted);
		}
		else {
			Values.unbox(code, wanted);
		}
	}

}
