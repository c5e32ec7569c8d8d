import type { Task } from '../benchmark';
import { normalizeName } from '../files/cell-text';
import { createClassIndex } from '../files/class-index';
import { parseTargetNumber, targetNumberMax } from '../files/parse-number';
import { readTextLabel } from '../metrics/text/text-label';
import { ok, type Result, refuse } from '../result';
import type { LabelCorrection } from './erratum';

/** A correction as the maintainer requests it: an item's id and the right label. */
export type WantedCorrection = { readonly id: string; readonly to: string };

export type CorrectionFault = {
  /** Index of the correction in the request, from 0, and the field at fault. */
  readonly position: number;
  readonly half: 'id' | 'to';
  readonly code:
    | 'unknown_item'
    | 'repeated_item'
    | 'unknown_class'
    | 'not_a_number'
    | 'bad_text'
    | 'no_change';
  readonly detail: string;
};

/**
 * Normalises the corrections of an erratum: ids in NFC, class names as in the benchmark, numbers as the shortest text of the
 * double, texts in the form of the reader of test sets. Refuses, with every position, an unknown item, an item that occurs
 * twice, an invalid label, and a label equal to the item's current one.
 * @param currentLabelOf the label of an item, by its id in NFC, after all published errata; undefined for an unknown id
 */
export function decideCorrections(
  wanted: readonly WantedCorrection[],
  rules: { task: Task; classes: readonly string[]; currentLabelOf: (id: string) => string | undefined },
): Result<LabelCorrection[], CorrectionFault[]> {
  const readLabel = createLabelReader(rules);
  const corrections: LabelCorrection[] = [];
  const faults: CorrectionFault[] = [];
  const named = new Set<string>();
  for (const [position, { id: given, to }] of wanted.entries()) {
    const id = normalizeName(given);
    const from = rules.currentLabelOf(id);
    const label = readLabel(to);
    const fault = (half: CorrectionFault['half'], code: CorrectionFault['code'], detail: string) =>
      faults.push({ position, half, code, detail: `correction ${position + 1}: ${detail}` });
    if (from === undefined) fault('id', 'unknown_item', 'the round has no item with this id');
    else if (named.has(id)) fault('id', 'repeated_item', 'an earlier correction is of the same item');
    named.add(id);
    if (!label.ok) fault('to', ...label.error);
    else if (label.value === from) fault('to', 'no_change', 'the item has this label already');
    else if (from !== undefined) corrections.push({ id, from, to: label.value });
  }
  return faults.length === 0 ? ok(corrections) : refuse(faults);
}

type LabelFault = readonly ['unknown_class' | 'not_a_number' | 'bad_text', string];

function createLabelReader(rules: {
  task: Task;
  classes: readonly string[];
}): (text: string) => Result<string, LabelFault> {
  if (rules.task === 'regression')
    return (text) => {
      const number = parseTargetNumber(text);
      return number.ok
        ? ok(formatNumberLabel(number.value))
        : refuse(['not_a_number', `the label is not a number within ±${targetNumberMax}, such as -0.5`]);
    };
  if (rules.task === 'text')
    return (text) => {
      const label = readTextLabel(text);
      return label.ok ? label : refuse(['bad_text', `the label ${label.error.detail}`]);
    };
  const classes = createClassIndex(rules.classes);
  return (text) => {
    const index = classes.find(text);
    return index === undefined
      ? refuse(['unknown_class', 'the label is not a class of this benchmark'])
      : ok(classes.names[index]!);
  };
}

/** Writes a number as test sets and errata state it. Each number has exactly one text; 0 and -0 are the same. */
export const formatNumberLabel = (value: number): string => String(value);
