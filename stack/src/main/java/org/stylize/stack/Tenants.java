package org.stylize.stack;

import java.util.Arrays;
import java.util.List;
import org.stylize.proto.Tenant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Tenants, as an option names them: separated by commas; none if it is empty. */
record Tenants(List<Tenant> names) {
    static final Tenants NONE = new Tenants(List.of());

    Tenants {
        names = List.copyOf(names);
    }

    /** Reads them. */
    static final class Converter implements ITypeConverter<Tenants> {
        @Override
        public Tenants convert(String text) {
            return new Tenants(Arrays.stream(text.split(",", -1))
                    .filter(name -> !text.isEmpty())
                    .map(Converter::tenant)
                    .toList());
        }

        private static Tenant tenant(String name) {
            if (!Tenant.isName(name)) {
                throw new TypeConversionException("'" + name
                        + "' is no tenant's name: 1 to 40 of a-z, 0-9 and '-', with a letter or digit first and last");
            }
            return new Tenant(name);
        }
    }
}
