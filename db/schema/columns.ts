import { customType, timestamp } from 'drizzle-orm/pg-core';

export const bytes = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

/** An instant: UTC in the database, a Date here. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
