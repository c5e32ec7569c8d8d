import { sql } from 'drizzle-orm';
import { bigint, check, integer, jsonb, pgEnum, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import { roundStates } from '@/lib/core/round/round-state';
import type { TestSetReport } from '@/lib/core/round/test-set-report';
import { benchmarks, feedbackPolicyEnum } from './benchmarks';
import { instant } from './instant';

export const roundStateEnum = pgEnum('round_state', roundStates);

/**
 * A round as the web process may know it. Parts, labels and the round secret are not here: they stand in schema
 * `hidden`, encrypted. The policy is copied from the benchmark at sealing, so that a later edit can't change it.
 */
export const rounds = pgTable(
  'rounds',
  {
    roundId: uuid('round_id').primaryKey().defaultRandom(),
    benchmarkId: uuid('benchmark_id')
      .notNull()
      .references(() => benchmarks.benchmarkId),
    number: integer('number').notNull(),
    title: text('title').notNull(),
    state: roundStateEnum('state').notNull().default('draft'),
    opensAt: instant('opens_at'),
    closesAt: instant('closes_at'),
    createdAt: instant('created_at').notNull().defaultNow(),
    sealedAt: instant('sealed_at'),
    openedAt: instant('opened_at'),
    closedAt: instant('closed_at'),
    feedbackPolicy: feedbackPolicyEnum('feedback_policy'),
    testSetByteCount: bigint('test_set_byte_count', { mode: 'number' }).notNull(),
    testSetSealedSha256: text('test_set_sealed_sha256').notNull(),
    checkedAt: instant('checked_at'),
    checkReport: jsonb('check_report').$type<TestSetReport>(),
    itemCount: integer('item_count'),
    feedbackCount: integer('feedback_count'),
    finalCount: integer('final_count'),
    scorerVersion: text('scorer_version'),
  },
  (t) => [
    uniqueIndex('rounds_benchmark_id_number_key').on(t.benchmarkId, t.number),
    uniqueIndex('rounds_one_open_per_benchmark').on(t.benchmarkId).where(sql`${t.state} = 'open'`),
    check(
      'rounds_closes_after_opening',
      sql`${t.closesAt} is null or ${t.opensAt} is null or ${t.closesAt} > ${t.opensAt}`,
    ),
    check(
      'rounds_sealed_has_parts',
      sql`${t.state} = 'draft' or (${t.itemCount} is not null and ${t.sealedAt} is not null)`,
    ),
    check(
      'rounds_open_has_interval',
      sql`${t.state} <> 'open' or (${t.openedAt} is not null and ${t.closesAt} is not null)`,
    ),
  ],
);
