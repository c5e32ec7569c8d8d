import { type JsonValue, parseJson } from '../../files/canonical-json';
import { hasTooManyMarks, marksInARowMax, referencesMax, textLengthMax } from '../../files/cell-text';
import { ok, type Result, refuse } from '../../result';

/** Reason for refusing a label of a text task. It doesn't quote the label, which is secret. */
export type TextLabelFault = {
  readonly code: 'empty_value' | 'too_large' | 'bad_text';
  readonly detail: string;
  readonly hint: string;
};

/**
 * Reads the label of an item of a text task. A text is one reference; an array of texts, written in CSV as its JSON text, is
 * several references of equal value. So a single reference that looks like a JSON array of texts must be put into an array.
 * The result is in NFC, and for an array it is the RFC 8785 text, since this text is committed to and scored.
 */
export function readTextLabel(value: JsonValue): Result<string, TextLabelFault> {
  const references = readReferences(value);
  if (references === null)
    return fault(
      'bad_text',
      'is an object, or an array of something else than texts',
      'Give text, or an array of texts.',
    );
  if (references.texts.length > referencesMax)
    return fault('too_large', `has more than ${referencesMax} references`, 'Keep the most likely ones.');
  for (const text of references.texts) {
    if (text.trim() === '')
      return fault(
        'empty_value',
        references.isArray ? 'has an empty reference' : 'is empty',
        'Give every item a text to compare predictions with.',
      );
    if (text.length > textLengthMax)
      return fault(
        'too_large',
        `has a reference of more than ${textLengthMax} characters`,
        'Shorten the reference.',
      );
    if (unusable.test(text))
      return fault('bad_text', 'has a NUL character or half of a surrogate pair', 'Remove it.');
    if (hasTooManyMarks(text))
      return fault('bad_text', `has more than ${marksInARowMax} combining marks in a row`, 'Remove them.');
  }
  const texts = references.texts.map((text) => text.normalize('NFC'));
  return ok(references.isArray ? JSON.stringify(texts) : texts[0]!);
}

/** Lists the accepted texts (references) of a label from `readTextLabel`, at least one. */
export const listReferences = (label: string): readonly string[] => parseText(label).texts;

type References = { readonly texts: readonly string[]; readonly isArray: boolean };

function readReferences(value: JsonValue): References | null {
  if (Array.isArray(value)) return areTexts(value) ? { texts: value, isArray: true } : null;
  if (value !== null && typeof value === 'object') return null;
  return parseText(value === null ? '' : String(value));
}

function parseText(text: string): References {
  if (text.startsWith('[')) {
    try {
      const value = parseJson(text);
      if (areTexts(value)) return { texts: value, isArray: true };
    } catch {
      // The label is a reference that only begins like an array.
    }
  }
  return { texts: [text], isArray: false };
}

const areTexts = (value: JsonValue): value is readonly string[] =>
  Array.isArray(value) && value.length > 0 && value.every((text) => typeof text === 'string');

// Characters that no reference may contain, since the database, which stores errata, accepts neither: NUL and lone
// surrogates.
const unusable = /[\0\p{Cs}]/u;

const fault = (code: TextLabelFault['code'], detail: string, hint: string): Result<never, TextLabelFault> =>
  refuse({ code, detail, hint });
