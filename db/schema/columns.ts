import { customType, timestamp } from 'drizzle-orm/pg-core';

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

/** Column type for an instant: UTC in the database, a Date in TypeScript. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
