import { keysOf } from '../keys-of';

/**
 * Kinds of subjects of operators' acts. `text`: a field that maintainers publish; `event`: the facts of a changelog entry.
 */
export const subjectKinds = ['benchmark', 'team', 'model', 'text', 'event', 'person', 'job'] as const;
export type SubjectKind = (typeof subjectKinds)[number];

/** Lasting states into which an operator's act can put its subject, stored in the table `moderations`. */
export const moderationStates = ['hidden', 'suspended', 'deleted'] as const;
export type ModerationState = (typeof moderationStates)[number];

type OperatorActRule = {
  readonly on: readonly SubjectKind[];
  /** The subject's state after the act; null for an act without a lasting state. */
  readonly state: ModerationState | null;
  /** True if the web process may execute the act for an operator. All other acts are commands on the machine. */
  readonly isOnPage: boolean;
  readonly past: string;
  readonly explains: string;
};

/**
 * Everything that an operator may do to what people publish, to people and to jobs. Commands, the form of `/operate`, the
 * audit log's sentences and the database's check (db/functions/operator_acts.sql) derive from this table. An act that can't
 * be undone is only a command on the machine, so that an attacker who controls the web process can hide data, but not
 * destroy it.
 */
export const operatorActs = {
  hide: {
    on: ['benchmark', 'team', 'model', 'text', 'event'],
    state: 'hidden',
    isOnPage: true,
    past: 'hid',
    explains:
      'A benchmark leaves the site, a team or model gets a neutral name, a text is replaced by a note.',
  },
  show: {
    on: ['benchmark', 'team', 'model', 'text', 'event'],
    state: null,
    isOnPage: true,
    past: 'showed again',
    explains: 'Undoes “hide”.',
  },
  rename: {
    on: ['benchmark', 'team', 'model'],
    state: null,
    isOnPage: true,
    past: 'renamed',
    explains: 'Gives another title or name.',
  },
  suspend: {
    on: ['person'],
    state: 'suspended',
    isOnPage: true,
    past: 'suspended',
    explains: 'Their sessions and tokens stop at once and their waiting jobs end; their benchmarks go on.',
  },
  lift: {
    on: ['person'],
    state: null,
    isOnPage: true,
    past: 'lifted the suspension of',
    explains: 'Undoes “suspend”.',
  },
  retry: {
    on: ['job'],
    state: null,
    isOnPage: true,
    past: 'retried',
    explains: 'Runs a failed job again.',
  },
  drop: {
    on: ['job'],
    state: null,
    isOnPage: true,
    past: 'dropped',
    explains: 'Removes a failed job.',
  },
  delete: {
    on: ['benchmark', 'team', 'model', 'text', 'person'],
    state: 'deleted',
    isOnPage: false,
    past: 'deleted',
    explains: 'Erases it, for good. Receipts and the audit log remain.',
  },
  'make-operator': {
    on: ['person'],
    state: null,
    isOnPage: false,
    past: 'gave the operator’s rights to',
    explains: 'Lets a person use the page /operate.',
  },
  'remove-operator': {
    on: ['person'],
    state: null,
    isOnPage: false,
    past: 'ended the operator’s rights of',
    explains: 'Undoes “make-operator”.',
  },
} as const satisfies Record<string, OperatorActRule>;
export type OperatorActName = keyof typeof operatorActs;

export const operatorActNames = keysOf(operatorActs);

export const isActOn = (act: OperatorActName, kind: SubjectKind): boolean =>
  operatorActs[act].on.some((one) => one === kind);

/** Fields of a benchmark and of a round that maintainers publish. */
export const publishedTexts = {
  benchmark: ['description', 'rules', 'links', 'contacts', 'tags', 'column_notes'],
  round: ['title', 'freeze_reason', 'invalidation_reason'],
} as const;

/** Address formats of each kind of subject, as commands, forms and the audit log write them. */
export const subjectForms: Readonly<Record<SubjectKind, string>> = {
  benchmark: 'SLUG',
  team: 'SLUG',
  model: 'BENCHMARK/MODEL',
  text: `BENCHMARK/${publishedTexts.benchmark.join('|')}, or BENCHMARK/ROUND/${publishedTexts.round.join('|')}`,
  event: 'the number of a changelog entry',
  person: 'an e-mail address, or a user id',
  job: 'the number of a failed job',
};

export type SubjectAddress =
  | { kind: 'benchmark' | 'team'; slug: string }
  | { kind: 'model'; benchmark: string; model: string }
  | { kind: 'text'; benchmark: string; round: number | null; field: string }
  | { kind: 'event' | 'job'; number: number }
  | { kind: 'person'; person: string };

/**
 * Parses the address of a subject.
 * @returns null for a text that doesn't have the form in `subjectForms`
 */
export function parseSubjectAddress(kind: SubjectKind, text: string): SubjectAddress | null {
  const parts = text.trim().split('/');
  const [first = '', second = '', third = ''] = parts;
  switch (kind) {
    case 'benchmark':
    case 'team':
      return parts.length === 1 && isSlug(first) ? { kind, slug: first } : null;
    case 'model':
      return parts.length === 2 && isSlug(first) && isSlug(second)
        ? { kind, benchmark: first, model: second }
        : null;
    case 'text':
      return isSlug(first) ? parseText(first, parts.length === 3 ? second : null, third || second) : null;
    case 'event':
    case 'job':
      return /^[1-9]\d{0,15}$/.test(first) && parts.length === 1 ? { kind, number: Number(first) } : null;
    case 'person':
      return first === '' ? null : { kind, person: text.trim().toLowerCase() };
  }
}

function parseText(benchmark: string, round: string | null, field: string): SubjectAddress | null {
  const known: readonly string[] = round === null ? publishedTexts.benchmark : publishedTexts.round;
  if (!known.includes(field) || (round !== null && !/^[1-9]\d{0,5}$/.test(round))) return null;
  return { kind: 'text', benchmark, round: round === null ? null : Number(round), field };
}

const isSlug = (text: string): boolean => /^[a-z0-9][a-z0-9-]{0,99}$/.test(text);

const kindWords: Readonly<Record<SubjectKind, string>> = {
  benchmark: 'the benchmark',
  team: 'the team',
  model: 'the model',
  text: 'the text',
  event: 'the facts of changelog entry',
  person: 'a person',
  job: 'the failed job',
};

/** Describes an act in one sentence without its actor, such as “hid the benchmark late-flights”. A person is never named. */
export function describeOperatorAct(act: string, kind: string, address: string | null): string {
  const rule = operatorActNames.find((name) => name === act);
  const known = subjectKinds.find((name) => name === kind);
  if (!rule || !known) return 'acted';
  const named = known === 'person' || !address ? '' : ` ${address}`;
  return `${operatorActs[rule].past} ${kindWords[known]}${named}`;
}
