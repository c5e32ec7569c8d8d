import type { ArchiveFile } from '../round/archive-file';
import type { AuditActorKind, PublicAct } from './audit-act';

/** The round of an act, with what stays true of it whatever happens later. */
export type ActRound = {
  readonly number: number;
  readonly title: string;
  /** Hex; null for rounds sealed before there were commitments. */
  readonly root: string | null;
  readonly archive: readonly ArchiveFile[];
};

export type RecordedAct = {
  readonly act: PublicAct;
  readonly actorKind: AuditActorKind;
  /** Null when the act is about the benchmark as a whole. */
  readonly round: ActRound | null;
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
};

/** Something told beside the sentence. Instants are ISO 8601; a hash, hex, or a signature, base64, is to be compared, not read. */
export type ActFact = {
  readonly name: string;
  readonly kind: 'hash' | 'instant' | 'words';
  readonly value: string;
};

export type ActWords = { readonly sentence: string; readonly facts: readonly ActFact[] };

const actorWords: Readonly<Record<AuditActorKind, string>> = {
  maintainer: 'a maintainer',
  operator: 'an operator',
  visitor: 'a visitor',
  scheduler: 'the schedule',
  scorer: 'the scorer',
};

/** Who did it, never by name. A round is invalidated by two: a maintainer proposes it, and the actor consents. */
export function describeActor({ act, actorKind }: Pick<RecordedAct, 'act' | 'actorKind'>): string {
  if (act !== 'round_invalidated') return actorWords[actorKind];
  return actorKind === 'maintainer' ? 'two maintainers' : `a maintainer and ${actorWords[actorKind]}`;
}

/** An act in words for the public. */
export function describeAct(recorded: RecordedAct): ActWords {
  const { sentence, facts } = words[recorded.act](recorded);
  return {
    sentence: sentence.charAt(0).toUpperCase() + sentence.slice(1),
    facts: facts.filter((fact) => fact !== null),
  };
}

type Draft = { sentence: string; facts: readonly (ActFact | null)[] };

/** A public act without an entry doesn't compile. */
const words: { readonly [A in PublicAct]: (recorded: RecordedAct) => Draft } = {
  benchmark_created: (of) => ({ sentence: `${describeActor(of)} created the benchmark.`, facts: [] }),
  benchmark_changed: (of) => ({
    sentence: `${describeActor(of)} changed the benchmark.`,
    facts: [plain(of, 'changed', 'Changed')],
  }),
  schedule_changed: (of) => ({
    sentence: `${describeActor(of)} changed the schedule.`,
    facts: [
      plain(of, 'cadence', 'Rounds rotate'),
      instant(of, 'next_rotation_at', 'Next rotation'),
      plain(of, 'reveals_after_rounds', 'Rounds until a reveal'),
    ],
  }),
  feedback_policy_changed: (of) => ({
    sentence: `${describeActor(of)} changed the feedback policy of rounds that are sealed from then on.`,
    facts: [plain(of, 'feedback_policy', 'Feedback policy'), percent(of, 'feedback_share', 'Feedback part')],
  }),
  round_sealed: (of) => ({
    sentence: `${describeActor(of)} sealed ${roundOf(of)}: nothing of its test set can change any more.`,
    facts: [commitment(of, 'Commitment'), plain(of, 'item_count', 'Items')],
  }),
  round_opened: (of) => ({
    sentence: `${describeActor(of)} opened ${roundOf(of)}.`,
    facts: [...rotation(of), instant(of, 'closes_at', 'Closes'), commitment(of, 'Commitment')],
  }),
  round_closed: (of) => ({ sentence: `${describeActor(of)} closed ${roundOf(of)}.`, facts: rotation(of) }),
  ranking_published: (of) => ({
    sentence: `${describeActor(of)} published the official ranking of ${roundOf(of)}.`,
    facts: [plain(of, 'entered', 'Models'), plain(of, 'item_count', 'Items')],
  }),
  rotation_slept_over: (of) => ({
    sentence: 'A rotation was due while no scorer ran, and a later one has taken its place.',
    facts: rotation(of),
  }),
  refresh_overdue: (of) => ({
    sentence: 'A rotation was due, and no sealed round waited for it: the refresh is overdue.',
    facts: rotation(of),
  }),
  round_replaced: (of) => ({
    sentence: `${roundOf(of)} was replaced${by(of.detail.replaced_by)} before it opened; its commitment stays on record.`,
    facts: [commitment(of, 'Old commitment')],
  }),
  round_frozen: (of) => ({
    sentence: `${describeActor(of)} froze ${roundOf(of)}: it takes no submissions while a leak is looked into.`,
    facts: [plain(of, 'reason', 'Reason')],
  }),
  round_unfrozen: (of) => ({
    sentence: `${describeActor(of)} lifted the freeze of ${roundOf(of)}${of.detail.to ? `; it is ${of.detail.to}` : ''}.`,
    facts: [],
  }),
  round_invalidated: (of) => ({
    sentence: `${describeActor(of)} invalidated ${roundOf(of)}: its scores stay visible and never rank.`,
    facts: [plain(of, 'reason', 'Reason'), commitment(of, 'Commitment')],
  }),
  round_revealed: (of) => ({
    sentence: `${describeActor(of)} revealed ${roundOf(of)}: its items, labels and secret are public.`,
    facts: [
      hash('Commitment', text(of, 'root') ?? of.round?.root),
      hash('Archive', text(of, 'archive_sha256') ?? hashOf(of.round, (name) => name.endsWith('.zip'))),
      hash(
        'archive.json',
        hashOf(of.round, (name) => name === 'archive.json'),
      ),
    ],
  }),
  erratum_published: (of) => ({
    sentence: `${describeActor(of)} published ${erratumOf(of)} to ${roundOf(of)}; both scores are shown.`,
    facts: [
      plain(of, 'correction_count', 'Labels corrected'),
      plain(of, 'reason', 'Reason'),
      hash('Signature', text(of, 'signature')),
    ],
  }),
  mark_designated: (of) => ({
    sentence: `${describeActor(of)} vouched for a frozen model version: it is a calibration mark.`,
    facts: [plain(of, 'model', 'Model'), plain(of, 'version', 'Version'), plain(of, 'reason', 'Reason')],
  }),
  mark_dropped: (of) => ({
    sentence: `${describeActor(of)} vouches for a model version no longer: it is no calibration mark in rounds that open from now on.`,
    facts: [plain(of, 'model', 'Model'), plain(of, 'version', 'Version')],
  }),
};

const roundOf = ({ round }: RecordedAct): string =>
  round === null ? 'a round' : `round ${round.number}, ${round.title}`;

function erratumOf(of: RecordedAct): string {
  const number = text(of, 'erratum');
  return number === null ? 'an erratum' : `erratum ${number}`;
}

const by = (number: unknown): string => (typeof number === 'number' ? ` by round ${number}` : '');

/** Of what is due by the schedule, when it was: the act itself may have come late. */
const rotation = (of: RecordedAct): readonly (ActFact | null)[] => [instant(of, 'due_at', 'Due')];

const commitment = (of: RecordedAct, name: string): ActFact | null =>
  hash(name, text(of, 'root') ?? of.round?.root);

const hashOf = (round: ActRound | null, isWanted: (name: string) => boolean): string | undefined =>
  round?.archive.find(({ name }) => isWanted(name))?.sha256;

function text({ detail }: RecordedAct, key: string): string | null {
  const value = Object.hasOwn(detail, key) ? detail[key] : null;
  if (value === undefined || value === null || value === '') return null;
  return typeof value === 'number' ? value.toLocaleString('en') : String(value);
}

function plain(of: RecordedAct, key: string, name: string): ActFact | null {
  const value = text(of, key);
  return value === null ? null : { name, kind: 'words', value };
}

/** A share of 1, in whole per cent. */
function percent(of: RecordedAct, key: string, name: string): ActFact | null {
  const share = of.detail[key];
  return typeof share === 'number'
    ? { name, kind: 'words', value: `${Math.round(100 * share)}\u00a0% of the items` }
    : null;
}

function instant(of: RecordedAct, key: string, name: string): ActFact | null {
  const value = text(of, key);
  return value === null || Number.isNaN(Date.parse(value)) ? null : { name, kind: 'instant', value };
}

const hash = (name: string, value: string | null | undefined): ActFact | null =>
  value ? { name, kind: 'hash', value } : null;
