import { sql } from 'drizzle-orm';
import { boolean, customType, index, integer, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { LeaderboardEntry } from '@/lib/core/leaderboard/leaderboard';
import type { MetricName } from '@/lib/core/metrics/metric-name';
import { benchmarks, taskEnum } from './benchmarks';
import { instant } from './columns';
import { roundStateEnum } from './rounds';

const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/**
 * Facts for the list of benchmarks, from the official ranking of the newest closed round by the sealed
 * labels.
 */
export type RankingLead = {
  readonly metric: MetricName;
  readonly entered: number;
  readonly rankedCount: number;
  /** Number of models that aren't significantly different from the leader, including the leader. */
  readonly tiedCount: number;
  readonly leader: Pick<LeaderboardEntry, 'model' | 'team' | 'score' | 'interval'> | null;
};

/**
 * A benchmark's row for search, filters and order of the list, derived from public data. Only triggers
 * (db/functions/benchmarks.sql) write it, in the transaction that changes the data.
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
    /**
     * State of the benchmark's newest round: of the open one or, if none is open, of the newest frozen,
     * closed or revealed one. Null before the first opening.
     */
    state: roundStateEnum('state'),
    /**
     * State of the round whose freshness counts as the benchmark's (`decideBenchmarkFreshness`); null before
     * the first opening.
     */
    judgedState: roundStateEnum('judged_state'),
    isJudgedRanked: boolean('is_judged_ranked').notNull().default(false),
    judgedDueAt: instant('judged_due_at'),
    judgedStaleAt: instant('judged_stale_at'),
    /** Time at which the open round closes. */
    closesAt: instant('closes_at'),
    /**
     * Round and revision of the ranking in this row; when the newest ranking differs, the row is recomputed.
     */
    rankingRoundId: uuid('ranking_round_id'),
    rankingRevision: integer('ranking_revision'),
    ranking: jsonb('ranking').$type<RankingLead>(),
    rankedCount: integer('ranked_count').notNull().default(0),
    /** Names of the models and teams in the ranking, only of its first rows if they are many. */
    rankedNames: text('ranked_names').notNull().default(''),
    /** Time of the newest event in the changelog. */
    changedAt: instant('changed_at'),
    /** Lexemes of all texts for full-text search, unstemmed and stemmed. */
    document: tsvector('document').notNull().default(sql`''::tsvector`),
    /** Title, address and summary in lower case, to find parts of words and misspellings. */
    words: text('words').notNull().default(''),
  },
  (t) => [
    // The table is rarely written and often read. With fast updates, every search would also scan GIN's list
    // of pending entries.
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
