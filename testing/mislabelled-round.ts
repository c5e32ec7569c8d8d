import { composeObjectionPeriod } from '@/db/migrate';
import type { RoundScript } from './make-revealed-round';
import type { TestSite } from './make-test-site';
import {
  formatPredictions,
  formatTestSet,
  makeBinaryItems,
  meaninglessId,
  shuffleRows,
} from './synthetic-items';

const items = makeBinaryItems(40);
const other = (label: string): string => (label === 'no' ? 'yes' : 'no');

/** Half of all items are wrongly labelled, so that some of them are in the final split however the splits are drawn. */
const mislabelled = items.ids.slice(0, 20);

/** A round script in which Model 0 predicts the sealed labels and Model 1 the corrected ones. */
export const mislabelledRound: RoundScript = {
  wishes: { secondary_metrics: ['macro_f1'] },
  testSet: formatTestSet(items),
  files: [
    formatPredictions(items.ids, (i) => items.labels[i]!),
    formatPredictions(items.ids, (i) =>
      i < mislabelled.length ? other(items.labels[i]!) : items.labels[i]!,
    ),
  ],
};

/** An erratum that corrects the wrong labels of `mislabelledRound`. */
export const itsErratum = {
  reason: 'The labels of the first half were swapped.',
  corrections: mislabelled.map((id, i) => ({ id, to: other(items.labels[i]!) })),
};

/** An erratum that undoes `itsErratum`. */
export const itsReversal = {
  reason: 'The first half was right after all.',
  corrections: mislabelled.map((id, i) => ({ id, to: items.labels[i]! })),
};

type Mislabelled = {
  round: RoundScript;
  corrections: readonly { id: string; to: string | number | readonly string[] }[];
};

/** Neither order nor ids reveal the label, since the check before the sealing would refuse that. */
const ids = Array.from(
  { length: 30 },
  (_, i) => `${i % 5 === 0 ? 'é' : 'item'}-${i < 3 ? `0${i}` : meaninglessId(i)}`,
);
const csv = (head: string, rowOf: (id: string, i: number) => string) =>
  `${head}\n${shuffleRows(ids.map(rowOf)).join('\n')}\n`;

/**
 * Round scripts with a few wrong labels, one for each kind of test set. Their errata name ids and labels in another Unicode
 * normalisation.
 */
export const mislabelledRounds: Readonly<
  Record<'binary' | 'multiclass' | 'regression' | 'text', Mislabelled>
> = {
  binary: {
    round: {
      wishes: { secondary_metrics: ['macro_f1'] },
      testSet: csv('id,note,label', (id, i) => `${id},"=1+${i}, ""quoted""\nline",${i % 2 ? 'yes' : 'no'}`),
      files: [csv('id,prediction', (id, i) => `${id},${i % 2 ? 'yes' : 'no'}`)],
    },
    corrections: [
      { id: 'item-01', to: 'no' },
      { id: 'e\u0301-00', to: 'yes' },
    ],
  },
  multiclass: {
    round: {
      wishes: {
        task: 'multiclass',
        classes: ['a', 'b', 'ç'],
        metric: 'log_loss',
        feedback_policy: 'final-only',
      },
      testSet: shuffleRows(
        ids.map((id, i) =>
          JSON.stringify({ id, input: { z: [i, null, '"'], a: ',' }, label: 'abççba'[i % 6] }),
        ),
      ).join('\n'),
      files: [csv('id,p_a,p_b,p_ç', (id, i) => `${id},${i % 3 === 0 ? '0.8,0.1,0.1' : '0.1,0.45,0.45'}`)],
    },
    corrections: [
      { id: 'item-01', to: 'a' },
      { id: 'e\u0301-00', to: 'c\u0327' },
    ],
  },
  regression: {
    round: {
      wishes: {
        task: 'regression',
        classes: [],
        metric: 'rmse',
        secondary_metrics: ['mae', 'r2'],
        feedback_policy: 'guarded-ladder',
      },
      testSet: csv('id,x,label', (id, i) => `${id},${i},${(Math.sin(i) * 100) / 3}`),
      files: [csv('id,prediction', (id, i) => `${id},${(Math.sin(i + 0.1) * 100) / 3}`)],
    },
    corrections: [
      { id: 'item-01', to: -1.25e2 },
      { id: 'é-00', to: '3.50' },
    ],
  },
  text: {
    round: {
      wishes: {
        task: 'text',
        classes: [],
        metric: 'token_f1',
        secondary_metrics: ['chrf'],
        feedback_policy: 'final-only',
      },
      testSet: csv('id,note,label', (id, i) => `${id},"Who, ${i}?","It was ${(i * 7) % 11}\n""indeed"""`),
      files: [csv('id,prediction', (id, i) => `${id},it was ${(i * 7) % 11}`)],
    },
    corrections: [
      { id: 'item-01', to: 'cafe\u0301, "two\nlines"' },
      { id: 'e\u0301-00', to: ['nobody', 'no one'] },
      { id: 'item-02', to: 7 },
    ],
  },
};

/** Sets the period in which people can object to an erratum, as the setting of the site does. */
export async function setObjectionPeriod(site: TestSite, hours: number): Promise<void> {
  await site.superuser.unsafe(composeObjectionPeriod(hours));
}
