import type { AuditAct } from '../audit/audit-act';

export const budgetNames = [
  'acts',
  'benchmarks',
  'bytes',
  'checks',
  'downloads',
  'dry_runs',
  'entry_codes',
  'image_bytes',
  'leak_reports',
  'mails',
  'rejected_models',
  'teams',
] as const;

export type BudgetName = (typeof budgetNames)[number];

type Budget = {
  /** Names the acts or bytes that the budget counts, for the table of docs/operating.md. */
  readonly counts: string;
  readonly window: 'hour' | 'day';
  /** Maximum number of acts or bytes of a person in a window, unless the site's settings give another number. */
  readonly max: number;
  readonly unit?: 'bytes';
  /**
   * Kinds of audit events that each use one unit of the budget; `*` stands for all kinds. Budgets without events are used by
   * inserted rows (db/functions/budgets.sql).
   */
  readonly events: readonly (AuditAct | '*')[];
  /**
   * Composes the first sentence of the refusal.
   * @param max the maximum as formatted text
   */
  readonly describeSpent: (max: string) => string;
};

/**
 * Limits on the acts of one person within a time window, so that no person can fill the disk, the audit log or a queue. A
 * window begins with the first act in it. Triggers enforce them in the transaction of the act (db/functions/budgets.sql), so
 * that neither parallel requests nor the database role of the web process can exceed them; db/migrate.ts writes this table
 * into the database.
 */
export const budgets: Readonly<Record<BudgetName, Budget>> = {
  acts: {
    counts: 'changes that the audit log records',
    window: 'hour',
    max: 300,
    events: ['*'],
    describeSpent: (max) => `You have made ${max} recorded changes within an hour`,
  },
  benchmarks: {
    counts: 'benchmarks created',
    window: 'day',
    max: 20,
    events: ['benchmark_created'],
    describeSpent: (max) => `You have created ${max} benchmarks within a day`,
  },
  bytes: {
    counts: 'bytes of stored test sets, models, prediction and training files',
    window: 'day',
    max: 4 * 1024 ** 3,
    unit: 'bytes',
    events: [],
    describeSpent: (max) =>
      `With this file you would have stored more than ${max} of test sets, models, prediction and training files within a day`,
  },
  checks: {
    counts: 'test sets sent for their check',
    window: 'hour',
    max: 60,
    events: ['test_set_uploaded'],
    describeSpent: (max) => `You have sent ${max} test sets within an hour`,
  },
  downloads: {
    counts: 'downloads of one’s own data',
    window: 'day',
    max: 10,
    events: ['own_data_downloaded'],
    describeSpent: (max) => `You have downloaded your data ${max} times within a day`,
  },
  dry_runs: {
    counts: 'models sent for a dry run',
    window: 'hour',
    max: 20,
    events: [],
    describeSpent: (max) =>
      `You have sent ${max} models for a dry run within an hour (\`npm run check-model\` makes the same checks on your own machine)`,
  },
  entry_codes: {
    counts: 'wrong class codes',
    window: 'hour',
    max: 20,
    events: [],
    describeSpent: (max) => `You have given ${max} wrong class codes within an hour`,
  },
  image_bytes: {
    counts: 'bytes of container images, submitted or sent as dry runs',
    window: 'day',
    max: 16 * 1024 ** 3,
    unit: 'bytes',
    events: [],
    describeSpent: (max) =>
      `With this image you would have sent more than ${max} of container images within a day (\`npm run runner -- try-image\` tries one on your own machine)`,
  },
  leak_reports: {
    counts: 'leak reports',
    window: 'hour',
    max: 5,
    events: [],
    describeSpent: (max) =>
      `You have sent ${max} leak reports within an hour (add the rest to your next one)`,
  },
  mails: {
    counts: 'acts that mail other people',
    window: 'hour',
    max: 20,
    events: [
      'announced',
      'person_invited',
      'link_proposed',
      'round_frozen',
      'round_unfrozen',
      'invalidation_proposed',
      'round_invalidated',
      'erratum_proposed',
      'leak_overrule_proposed',
      'team_withdrawal_proposed',
      'erratum_consented',
    ],
    describeSpent: (max) =>
      `You have done ${max} things within an hour that mail other people, such as invitations and freezes`,
  },
  rejected_models: {
    counts: 'rejected models, submitted or sent as dry runs',
    window: 'hour',
    max: 10,
    events: [],
    describeSpent: (max) =>
      `${max} models that you sent within an hour were rejected, after each had occupied a runner (\`npm run check-model\` makes the same checks on your own machine)`,
  },
  teams: {
    counts: 'teams founded and renamed',
    window: 'day',
    max: 10,
    events: [],
    describeSpent: (max) => `You have founded or renamed ${max} teams within a day`,
  },
};

export const isBudgetName = (text: string): text is BudgetName => Object.hasOwn(budgets, text);

/** A budget with too little left for an act, and the time until its window ends. */
export type SpentBudget = { budget: BudgetName; limit: number; retryAfterSeconds: number };

/** Name of the environment setting that changes a budget's maximum. */
export const settingOf = (name: BudgetName): string =>
  `TIDEMARK_${name.toUpperCase()}_PER_${budgets[name].window.toUpperCase()}_MAX`;

export type BudgetMaxima = Readonly<Record<BudgetName, number>>;

/**
 * Reads the maxima from the settings.
 * @throws an error that names a setting that isn't a whole number from 1
 */
export function parseBudgetMaxima(settings: Readonly<Record<string, string | undefined>>): BudgetMaxima {
  const read = (name: BudgetName): number => {
    const text = settings[settingOf(name)] || String(budgets[name].max);
    if (!/^[1-9]\d{0,14}$/.test(text)) throw new Error(`${settingOf(name)} is a whole number from 1 on`);
    return Number(text);
  };
  return {
    acts: read('acts'),
    benchmarks: read('benchmarks'),
    bytes: read('bytes'),
    checks: read('checks'),
    downloads: read('downloads'),
    dry_runs: read('dry_runs'),
    entry_codes: read('entry_codes'),
    image_bytes: read('image_bytes'),
    leak_reports: read('leak_reports'),
    mails: read('mails'),
    rejected_models: read('rejected_models'),
    teams: read('teams'),
  };
}
