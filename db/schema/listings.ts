import { sql } from 'drizzle-orm';
import { boolean, customType, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { PublicAct } from '@/lib/core/audit/audit-act';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { benchmarks, taskEnum } from './benchmarks';
import { instant } from './instant';
import { roundStateEnum } from './rounds';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** What the list shows of the official ranking of a benchmark's newest closed round, by the labels that were sealed. */
export type RankingLead = {
  readonly metric: MetricName;
  readonly entered: number;
  readonly rankedCount: number;
  /** How many aren't told from the leader, itself included. */
  readonly tiedCount: number;
  readonly leader: Pick<LeaderboardEntry, 'model' | 'team' | 'score' | 'interval'> | null;
};

/**
 * A benchmark as the list of all of them searches, filters and sorts it: what is public of it elsewhere, in one row. Written by
 * triggers alone (db/functions/benchmark_listings.sql), in the transaction that changes what it was made of.
 */
export const benchmarkListings = pgTable(
  'benchmark_listings',
  {
    benchmarkId: uuid('benchmark_id')
      .primaryKey()
      .references(() => benchmarks.benchmarkId),
    isListed: boolean('is_listed').notNull().default(false),
    slug: text('slug').notNull(),
    title: text('title').notNull(),
    task: taskEnum('task').notNull(),
    tags: text('tags').array().notNull().default([]),
    /** Of its newest round: the open one, else the newest that is frozen, closed or revealed. Null before the first opening. */
    state: roundStateEnum('state'),
    /** The round whose freshness is the benchmark's (`decideBenchmarkFreshness`); null before the first opening. */
    judgedState: roundStateEnum('judged_state'),
    isJudgedRanked: boolean('is_judged_ranked').notNull().default(false),
    judgedDueAt: instant('judged_due_at'),
    judgedStaleAt: instant('judged_stale_at'),
    /** Of the open round. */
    closesAt: instant('closes_at'),
    /** Of which round, and which revision, the ranking is: it is read again when these change. */
    rankingRoundId: uuid('ranking_round_id'),
    rankingRevision: integer('ranking_revision'),
    ranking: jsonb('ranking').$type<RankingLead>(),
    rankedCount: integer('ranked_count').notNull().default(0),
    /** The models and teams of the ranking, its first rows if they are many. */
    rankedNames: text('ranked_names').notNull().default(''),
    /** The newest act that the changelog tells. */
    changedAt: instant('changed_at'),
    changedAct: text('changed_act').$type<PublicAct>(),
    /** All words, as they are and by their stems. */
    document: tsvector('document').notNull().default(sql`''::tsvector`),
    /** Title, address and summary in lower case, to find a part of a word or one that is misspelt. */
    words: text('words').notNull().default(''),
  },
  (t) => [
    // Written seldom and read often: what is put off by a fast update, each search would have to go through.
    index('benchmark_listings_document_idx').using('gin', t.document).with({ fastupdate: false }),
    index('benchmark_listings_tags_idx').using('gin', t.tags).with({ fastupdate: false }),
    index('benchmark_listings_words_idx')
      .using('gin', sql`${t.words} gin_trgm_ops`)
      .with({ fastupdate: false }),
    index('benchmark_listings_closes_at_idx')
      .on(t.closesAt, sql`${t.title} collate "en-x-icu"`, t.slug)
      .where(sql`${t.isListed}`),
    index('benchmark_listings_changed_at_idx')
      .on(t.changedAt.desc().nullsLast(), t.slug)
      .where(sql`${t.isListed}`),
    index('benchmark_listings_ranked_count_idx').on(t.rankedCount.desc(), t.slug).where(sql`${t.isListed}`),
    index('benchmark_listings_title_idx')
      .on(sql`${t.title} collate "en-x-icu"`, t.slug)
      .where(sql`${t.isListed}`),
  ],
);
