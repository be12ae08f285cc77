package org.stylize.stack;

import org.stylize.proto.Tenant;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a tenant's name. */
final class TenantConverter implements ITypeConverter<Tenant> {
    @Override
    public Tenant convert(String text) {
        if (!Tenant.isName(text)) {
            throw new TypeConversionException("'" + text
                    + "' is no tenant's name: 1 to 40 of a-z, 0-9 and '-', with a letter or digit first and last");
        }
        return new Tenant(text);
    }
}
