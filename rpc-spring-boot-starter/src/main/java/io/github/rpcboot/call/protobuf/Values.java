package io.github.rpcboot.call.protobuf;

import org.springframework.asm.MethodVisitor;
import org.springframework.asm.Opcodes;
import org.springframework.asm.Type;
import org.springframework.util.ClassUtils;

/** Turns values on the stack of a method that is being written. */
final class Values {

	private Values() {
	}

	static void push(MethodVisitor code, int index) {
		code.visitIntInsn(Opcodes.SIPUSH, index);
	}

	/** From a number or truth value to what {@link Slots#numbers} holds of it. */
	static void toBits(MethodVisitor code, Class<?> type) {
		if (type == double.class) {
			call(code, Double.class, "doubleToRawLongBits", "(D)J");
			return;
		}
		if (type == float.class) {
			call(code, Float.class, "floatToRawIntBits", "(F)I");
		}
		if (type != long.class) {
			code.visitInsn(Opcodes.I2L);
		}
	}

	static void fromBits(MethodVisitor code, Class<?> type) {
		if (type == double.class) {
			call(code, Double.class, "longBitsToDouble", "(J)D");
			return;
		}
		if (type != long.class) {
			code.visitInsn(Opcodes.L2I);
		}
		if (type == float.class) {
			call(code, Float.class, "intBitsToFloat", "(I)F");
		}
	}

	private static void call(MethodVisitor code, Class<?> owner, String name, String descriptor) {
		code.visitMethodInsn(Opcodes.INVOKESTATIC, Type.getInternalName(owner), name, descriptor, false);
	}

	static void box(MethodVisitor code, Class<?> type) {
		if (type.isPrimitive()) {
			Type wrapper = Type.getType(ClassUtils.resolvePrimitiveIfNecessary(type));
			code.visitMethodInsn(Opcodes.INVOKESTATIC, wrapper.getInternalName(), "valueOf",
					Type.getMethodDescriptor(wrapper, Type.getType(type)), false);
		}
	}

	static void unbox(MethodVisitor code, Class<?> type) {
		Type wrapper = Type.getType(ClassUtils.resolvePrimitiveIfNecessary(type));
		code.visitTypeInsn(Opcodes.CHECKCAST, wrapper.getInternalName());
		if (type.isPrimitive()) {
			code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, wrapper.getInternalName(), type.getName() + "Value",
					Type.getMethodDescriptor(Type.getType(type)), false);
		}
	}

	static void zero(MethodVisitor code, Class<?> type) {
		if (!type.isPrimitive()) {
			code.visitInsn(Opcodes.ACONST_NULL);
		}
		else if (type == long.class) {
			code.visitInsn(Opcodes.LCONST_0);
		}
		else if (type == double.class) {
			code.visitInsn(Opcodes.DCONST_0);
		}
		else {
			code.visitInsn((type == float.class) ? Opcodes.FCONST_0 : Opcodes.ICONST_0);
		}
	}

	/** Forgets what a method has returned. */
	static void drop(MethodVisitor code, Class<?> type) {
		if (type != void.class) {
			code.visitInsn((type == long.class || type == double.class) ? Opcodes.POP2 : Opcodes.POP);
		}
	}

}
