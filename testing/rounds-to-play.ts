import { mixBits } from '@/lib/core/round/checks/hash-text';

/** A script of a round with submissions: benchmark, test set, and the prediction files of the teams. */
export type RoundToPlay = {
  wishes: object;
  testSet: string;
  /** Uncompressed prediction files. */
  files: readonly string[];
};

const count = 60;
const ids = Array.from({ length: count }, (_, i) => `${i % 3 === 0 ? 'é' : 'item'}-${count - i}`);

/**
 * One script for each kind of test set: CSV with groups, dates and texts that are difficult for spreadsheets; JSON Lines;
 * numbers; texts.
 */
export const roundsToPlay: Readonly<Record<'binary' | 'multiclass' | 'regression' | 'text', RoundToPlay>> = {
  binary: {
    wishes: { secondary_metrics: ['macro_f1'] },
    testSet: `id,note,size,label,group,date\n${ids
      .map((id, i) =>
        `${id},"=1+${i}, ""quoted""\nline",-${i}.50,${binaryLabel(i)},g${i % 4},2026-03-${1 + (i % 28)}`.replace(
          /-(\d)$/,
          '-0$1',
        ),
      )
      .join('\n')}\n`,
    files: [
      `id,prediction\n${ids.map((id, i) => `${id},${i % 7 === 0 ? 'no' : binaryLabel(i)}`).join('\n')}\n`,
      `id,prediction\r\n${ids.map((id, i) => `${id},${i % 5 === 0 ? 'yes' : binaryLabel(i)}`).join('\r\n')}\r\n`,
    ],
  },
  multiclass: {
    wishes: {
      task: 'multiclass',
      classes: ['a', 'b', 'ç'],
      metric: 'log_loss',
      feedback_policy: 'final-only',
    },
    testSet: ids
      .map((id, i) =>
        JSON.stringify({
          id,
          input: { z: [i, null, -0.5], a: `=${i}`, 10: 1, 9: 'é' },
          label: 'abç'[drawn(i, 3)],
        }),
      )
      .join('\n'),
    files: [
      ids
        .map((id, i) =>
          JSON.stringify({
            id,
            p_a: 0.2,
            p_b: 0.3 + (i % 3 === 1 ? 0.1 : 0),
            p_ç: 0.5 - (i % 3 === 1 ? 0.1 : 0),
          }),
        )
        .join('\n'),
      `id,p_a,p_b,p_ç\n${ids.map((id, i) => `${id},${i % 3 === 0 ? '0.8,0.1,0.1' : '0.1,0.45,0.45'}`).join('\n')}\n`,
    ],
  },
  regression: {
    wishes: {
      task: 'regression',
      classes: [],
      metric: 'rmse',
      secondary_metrics: ['mae', 'r2'],
      feedback_policy: 'guarded-ladder',
    },
    testSet: `id,x,label\n${ids.map((id, i) => `${id},${i},${(Math.sin(mixBits(i + 1)) * 100) / 3}`).join('\n')}\n`,
    files: [
      `id,prediction\n${ids.map((id, i) => `${id},${(Math.sin(mixBits(i + 1) + 0.1) * 100) / 3}`).join('\n')}\n`,
      `id,prediction\n${ids.map((id, i) => `${id},${i % 9}`).join('\n')}\n`,
    ],
  },
  text: {
    wishes: {
      task: 'text',
      classes: [],
      metric: 'bleu',
      secondary_metrics: ['exact_match', 'token_f1', 'rouge_l', 'chrf'],
      feedback_policy: 'final-only',
    },
    testSet: `id,question,label\n${ids
      .map((id, i) => `${id},"Which one, ""${i}""?",${quoteCsv(textLabel(i))}`)
      .join('\n')}\n`,
    files: [
      `id,prediction\n${ids.map((id, i) => `${id},${quoteCsv(i % 4 === 0 ? '' : textPrediction(i))}`).join('\n')}\n`,
      ids
        .map((id, i) => JSON.stringify({ id, prediction: i % 3 === 0 ? 'no idea 🙂' : textPrediction(i) }))
        .join('\n'),
    ],
  },
};

function quoteCsv(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}

/**
 * A text label with quotes, a line end, an emoji, a combining character and a spreadsheet formula; every fifth item has two
 * accepted references.
 */
function textLabel(i: number): string {
  const reference = `=SUM(${drawn(i, 97)}) is "the cafe\u0301"\nof number ${drawn(i, 1000)} 🙂`;
  return i % 5 === 0 ? JSON.stringify([reference, `another ${drawn(i, 1000)}, at least`]) : reference;
}

function textPrediction(i: number): string {
  return `=SUM(${drawn(i, 97)}) is "the café"\nof number ${drawn(i, 1000)}`;
}

function binaryLabel(i: number): string {
  return drawn(i, 2) === 0 ? 'yes' : 'no';
}

/** A pseudo-random class that neither order nor id of an item reveals, since a test set in which they do can't be sealed. */
function drawn(i: number, classCount: number): number {
  return Math.floor((mixBits(i + 1) / 2 ** 32) * classCount);
}
