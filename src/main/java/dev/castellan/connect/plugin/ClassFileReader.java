package dev.castellan.connect.plugin;

import dev.castellan.connect.link.ClassFile;
import dev.castellan.connect.link.Descriptors;
import dev.castellan.connect.link.Member;
import dev.castellan.connect.link.Reference;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads a class file up to its code (JVM specification, 4.1 and 4.4): what it names stands in its constant pool.
///
/// The JDK reads class files by itself from 24 on; Castellan still runs on 21.
final class ClassFileReader {
    private static final int ABSTRACT_OR_INTERFACE = 0x0400 | 0x0200;

    /// The same few thousand names stand in every class file of a plugin, and are kept once.
    private final Map<String, String> names = new HashMap<>();

    /// @throws IOException when these are not the bytes of a class file
    ClassFile read(DataInputStream in) throws IOException {
        try {
            if (in.readInt() != 0xCAFEBABE) {
                throw new IOException("is no class file");
            }
            in.readUnsignedShort();
            int java = in.readUnsignedShort() - 44;
            Pool pool = new Pool(in);
            boolean concrete = (in.readUnsignedShort() & ABSTRACT_OR_INTERFACE) == 0;
            String name = pool.className(in.readUnsignedShort());
            List<String> parents = parents(in, pool);
            Set<Member> members = new HashSet<>();
            addMembers(in, pool, members);
            addMembers(in, pool, members);
            return new ClassFile(name, java, concrete, parents, members, pool.references(), pool.strings());
        } catch (IndexOutOfBoundsException | ClassCastException | NullPointerException e) {
            throw new IOException("is no whole class file", e);
        }
    }

    private static List<String> parents(DataInputStream in, Pool pool) throws IOException {
        List<String> parents = new ArrayList<>();
        int superclass = in.readUnsignedShort();
        if (superclass != 0) {
            parents.add(pool.className(superclass));
        }
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            parents.add(pool.className(in.readUnsignedShort()));
        }
        return parents;
    }

    private static void addMembers(DataInputStream in, Pool pool, Set<Member> members) throws IOException {
        for (int left = in.readUnsignedShort(); left > 0; left--) {
            in.readUnsignedShort();
            members.add(new Member(pool.text(in.readUnsignedShort()), pool.text(in.readUnsignedShort())));
            for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                in.readUnsignedShort();
                in.skipNBytes(Integer.toUnsignedLong(in.readInt()));
            }
        }
    }

    private String once(String name) {
        String known = names.putIfAbsent(name, name);
        return known == null ? name : known;
    }

    /// The constant pool: every name and constant of the class, by number.
    private final class Pool {
        private final int[] tags;
        private final int[] first;
        private final int[] second;
        private final String[] texts;

        Pool(DataInputStream in) throws IOException {
            int size = in.readUnsignedShort();
            tags = new int[size];
            first = new int[size];
            second = new int[size];
            texts = new String[size];
            for (int at = 1; at < size; at++) {
                tags[at] = in.readUnsignedByte();
                read(at, in);
                if (tags[at] == 5 || tags[at] == 6) { // a long or double takes the place of two
                    at++;
                }
            }
        }

        private void read(int at, DataInputStream in) throws IOException {
            switch (tags[at]) {
                case 1 -> texts[at] = once(in.readUTF());
                case 7, 8, 16, 19, 20 -> first[at] = in.readUnsignedShort();
                case 9, 10, 11, 12, 17, 18 -> {
                    first[at] = in.readUnsignedShort();
                    second[at] = in.readUnsignedShort();
                }
                case 3, 4 -> in.readInt();
                case 5, 6 -> in.readLong();
                case 15 -> in.skipNBytes(3);
                default -> throw new IOException("has a constant of unknown kind " + tags[at]);
            }
        }

        String text(int at) {
            return texts[at];
        }

        String className(int at) {
            return once(texts[first[at]].replace('/', '.'));
        }

        List<Reference> references() {
            Set<Reference> references = new LinkedHashSet<>();
            for (int at = 1; at < tags.length; at++) {
                if (tags[at] == 7) {
                    String owner = element(texts[first[at]]);
                    if (!owner.isEmpty()) {
                        references.add(Reference.toClass(owner));
                    }
                } else if (tags[at] == 9) {
                    references.add(Reference.toField(owner(at), name(at), descriptor(at)));
                } else if ((tags[at] == 10 || tags[at] == 11) && !ofArray(at)) {
                    references.add(Reference.toMethod(owner(at), name(at), descriptor(at)));
                }
            }
            return List.copyOf(references);
        }

        /// Texts with a dot and nothing that a name of a class cannot have.
        Set<String> strings() {
            Set<String> strings = new HashSet<>();
            for (int at = 1; at < tags.length; at++) {
                if (tags[at] == 8 && mayBeClass(texts[first[at]])) {
                    strings.add(texts[first[at]]);
                }
            }
            return strings;
        }

        /// An array has the methods of `Object`, and no class file.
        private boolean ofArray(int at) {
            return texts[first[first[at]]].startsWith("[");
        }

        private String owner(int at) {
            return className(first[at]);
        }

        private String name(int at) {
            return texts[first[second[at]]];
        }

        private String descriptor(int at) {
            return texts[second[second[at]]];
        }

        /// The class behind an array of it; empty for an array of numbers.
        private String element(String name) {
            if (!name.startsWith("[")) {
                return once(name.replace('/', '.'));
            }
            String inner = name.substring(name.lastIndexOf('[') + 1);
            return inner.startsWith("L") ? once(Descriptors.type(inner)) : "";
        }

        private static boolean mayBeClass(String text) {
            return text.length() < 300 && text.indexOf('.') > 0 && text.indexOf(' ') < 0;
        }
    }
}
