import {
  foreignKey,
  index,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import { entrantStates, entryWays } from '@/lib/core/entry/entry';
import { benchmarkColumn, benchmarks } from './benchmarks';
import { instant } from './columns';
import { userColumn, users } from './people';

export const entryWayEnum = pgEnum('entry_way', entryWays);

export const entrantStateEnum = pgEnum('entrant_state', entrantStates);

/**
 * People who have entered a benchmark or applied to, and people whom a maintainer refused or removed. Only
 * triggers and functions of the database write this table.
 */
export const entrants = pgTable(
  'entrants',
  {
    benchmarkId: benchmarkColumn(),
    userId: userColumn(),
    way: entryWayEnum('way').notNull(),
    state: entrantStateEnum('state').notNull(),
    /** Questions and answers of an application. */
    answers: jsonb('answers').$type<{ question: string; answer: string }[]>().notNull().default([]),
    askedAt: instant('asked_at'),
    /** Time at which the present state began, unless the state is `asked`. */
    decidedAt: instant('decided_at'),
    decidedBy: uuid('decided_by').references(() => users.id, { onDelete: 'set null' }),
    reason: text('reason'),
  },
  (t) => [
    primaryKey({ name: 'entrants_pkey', columns: [t.benchmarkId, t.userId] }),
    index('entrants_user_id_idx').on(t.userId),
  ],
);

/**
 * E-mail addresses, and domains such as `@example.org`, whose owners may enter a benchmark; only its
 * maintainers see them.
 */
export const entryAddresses = pgTable(
  'entry_addresses',
  { benchmarkId: benchmarkColumn(), address: text('address').notNull() },
  (t) => [
    primaryKey({ name: 'entry_addresses_pkey', columns: [t.benchmarkId, t.address] }),
    index('entry_addresses_address_idx').on(t.address),
  ],
);

/** Class codes of benchmarks; only the SHA-256 of a code is stored. */
export const entryCodes = pgTable('entry_codes', {
  benchmarkId: uuid('benchmark_id')
    .primaryKey()
    .references(() => benchmarks.benchmarkId),
  codeSha256: text('code_sha256').notNull().unique('entry_codes_code_sha256_key'),
  madeAt: instant('made_at').notNull(),
});

/** Versions of benchmarks' rules, with the SHA-256 of their text in UTF-8. Only triggers write them. */
export const rulesVersions = pgTable(
  'rules_versions',
  {
    benchmarkId: benchmarkColumn(),
    number: integer('number').notNull(),
    sha256: text('sha256').notNull(),
    madeAt: instant('made_at').notNull(),
    /** Time of the next change of the rules; null for the version in force. */
    supersededAt: instant('superseded_at'),
  },
  (t) => [primaryKey({ name: 'rules_versions_pkey', columns: [t.benchmarkId, t.number] })],
);

export const rulesAcceptances = pgTable(
  'rules_acceptances',
  {
    benchmarkId: uuid('benchmark_id').notNull(),
    number: integer('number').notNull(),
    userId: userColumn(),
    acceptedAt: instant('accepted_at').notNull().defaultNow(),
  },
  (t) => [
    primaryKey({ name: 'rules_acceptances_pkey', columns: [t.benchmarkId, t.number, t.userId] }),
    foreignKey({
      name: 'rules_acceptances_version_fk',
      columns: [t.benchmarkId, t.number],
      foreignColumns: [rulesVersions.benchmarkId, rulesVersions.number],
    }),
    index('rules_acceptances_user_id_idx').on(t.userId),
  ],
);
