import { sql } from 'drizzle-orm';
import { boolean, customType, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { benchmarks, taskEnum } from './benchmarks';
import { instant } from './columns';
import { roundStateEnum } from './rounds';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** Columns of the list from the official ranking of a benchmark's newest closed round, by the sealed labels. */
export type RankingLead = {
  readonly metric: MetricName;
  readonly entered: number;
  readonly rankedCount: number;
  /** Number of models without a significant difference from the leader, the leader included. */
  readonly tiedCount: number;
  readonly leader: Pick<LeaderboardEntry, 'model' | 'team' | 'score' | 'interval'> | null;
};

/**
 * A benchmark's row for search, filters and order of the list, derived from public data. Written by triggers alone
 * (db/functions/benchmarks.sql), in the transaction that changes its sources.
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
    /** State of its newest round: the open one, else the newest frozen, closed or revealed one. Null before the first opening. */
    state: roundStateEnum('state'),
    /** The round whose freshness is the benchmark's (`decideBenchmarkFreshness`); null before the first opening. */
    judgedState: roundStateEnum('judged_state'),
    isJudgedRanked: boolean('is_judged_ranked').notNull().default(false),
    judgedDueAt: instant('judged_due_at'),
    judgedStaleAt: instant('judged_stale_at'),
    /** The close of the open round. */
    closesAt: instant('closes_at'),
    /** Round and revision of the ranking: the row is recomputed when these change. */
    rankingRoundId: uuid('ranking_round_id'),
    rankingRevision: integer('ranking_revision'),
    ranking: jsonb('ranking').$type<RankingLead>(),
    rankedCount: integer('ranked_count').notNull().default(0),
    /** The models and teams of the ranking, its first rows if they are many. */
    rankedNames: text('ranked_names').notNull().default(''),
    /** The newest event of the changelog. */
    changedAt: instant('changed_at'),
    /** Lexemes of all texts, unstemmed and stemmed. */
    document: tsvector('document').notNull().default(sql`''::tsvector`),
    /** Title, address and summary in lower case, for the search for parts of words and misspellings. */
    words: text('words').notNull().default(''),
  },
  (t) => [
    // The table is rarely written and often read: with fast updates every search would scan the list of pending entries.
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
