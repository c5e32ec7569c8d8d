import { sql } from 'drizzle-orm';
import {
  check,
  integer,
  jsonb,
  pgEnum,
  pgTable,
  primaryKey,
  real,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import {
  directions,
  feedbackPolicies,
  inputVisibilities,
  metricNames,
  type SubmissionKind,
  tasks,
  visibilities,
} from '@/lib/core/benchmark';
import { instant } from './instant';
import { users } from './people';

export const taskEnum = pgEnum('task', tasks);
export const metricEnum = pgEnum('metric', metricNames);
export const directionEnum = pgEnum('direction', directions);
export const inputVisibilityEnum = pgEnum('input_visibility', inputVisibilities);
export const visibilityEnum = pgEnum('visibility', visibilities);
export const feedbackPolicyEnum = pgEnum('feedback_policy', feedbackPolicies);

export const benchmarks = pgTable(
  'benchmarks',
  {
    benchmarkId: uuid('benchmark_id').primaryKey().defaultRandom(),
    slug: text('slug').notNull(),
    title: text('title').notNull(),
    description: text('description').notNull(),
    rules: text('rules').notNull(),
    task: taskEnum('task').notNull(),
    classes: text('classes').array().notNull(),
    metric: metricEnum('metric').notNull(),
    secondaryMetrics: metricEnum('secondary_metrics').array().notNull(),
    direction: directionEnum('direction').notNull(),
    accepts: text('accepts').array().$type<SubmissionKind[]>().notNull(),
    inputs: inputVisibilityEnum('inputs').notNull(),
    features: jsonb('features').$type<string[]>().notNull(),
    quotaPerRound: integer('quota_per_round').notNull(),
    quotaPerDay: integer('quota_per_day').notNull(),
    feedbackPolicy: feedbackPolicyEnum('feedback_policy').notNull(),
    feedbackShare: real('feedback_share').notNull(),
    visibility: visibilityEnum('visibility').notNull(),
    createdAt: instant('created_at').notNull().defaultNow(),
  },
  (t) => [
    uniqueIndex('benchmarks_slug_key').on(t.slug),
    check('benchmarks_quota_positive', sql`${t.quotaPerRound} > 0 and ${t.quotaPerDay} > 0`),
    check('benchmarks_feedback_share_range', sql`${t.feedbackShare} >= 0 and ${t.feedbackShare} <= 0.9`),
  ],
);

export const benchmarkMaintainers = pgTable(
  'benchmark_maintainers',
  {
    benchmarkId: uuid('benchmark_id')
      .notNull()
      .references(() => benchmarks.benchmarkId),
    userId: uuid('user_id')
      .notNull()
      .references(() => users.id, { onDelete: 'cascade' }),
    addedAt: instant('added_at').notNull().defaultNow(),
  },
  (t) => [primaryKey({ name: 'benchmark_maintainers_pkey', columns: [t.benchmarkId, t.userId] })],
);
