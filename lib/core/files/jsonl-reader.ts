import { isJsonObject, type JsonObject, type JsonValue, parseJson } from './canonical-json';
import type { FileProblem } from './file-problem';
import {
  createRowCounter,
  type Locate,
  type RowBounds,
  type RowCounter,
  type RowHandler,
  type RowReader,
  rowLengthMax,
  unbounded,
} from './row-reader';

/**
 * An incremental reader of JSON Lines with the interface of the CSV reader: the keys of the first object are the header, and
 * a row's fields are that row's values in the header's order. A key that a later line leaves out is read as null; a key that
 * the first line doesn't have is a problem. A byte order mark, CRLF and blank lines are accepted. As in JSON.parse, the last
 * of two equal keys wins.
 *
 * The reader holds only one line in memory; a line over `lengthMax` and more lines than `bounds` end the reading.
 */
export function createJsonlReader(
  handler: RowHandler<JsonValue>,
  lengthMax: number = rowLengthMax,
  bounds: RowBounds = unbounded,
): RowReader {
  const reading: Reading = {
    handler,
    lengthMax,
    counter: createRowCounter(bounds),
    locate: () => ({ line: reading.line, column: null }),
    fields: [],
    header: null,
    line: 1,
    hasProblem: false,
    hasStopped: false,
    hasFinished: false,
  };
  let unfinished = '';
  return {
    get hasStopped() {
      return reading.hasStopped;
    },
    push(chunk) {
      if (reading.hasStopped || reading.hasFinished) return;
      let start = 0;
      for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', start)) {
        const text = unfinished + chunk.slice(start, end);
        unfinished = '';
        if (isTooLong(reading, text.length)) return;
        readLine(reading, text);
        if (reading.hasStopped) return;
        reading.line += 1;
        start = end + 1;
      }
      unfinished += chunk.slice(start);
      if (isTooLong(reading, unfinished.length)) unfinished = '';
    },
    stop() {
      reading.hasStopped = true;
      unfinished = '';
    },
    finish() {
      if (reading.hasStopped || reading.hasFinished) return;
      reading.hasFinished = true;
      readLine(reading, unfinished);
      unfinished = '';
      if (reading.header === null && !reading.hasProblem) handler.onProblem(emptyFileProblem);
    },
  };
}

const notFinite = /[:[,]\s*(?:NaN|-?Infinity)\s*[,}\]]/;

type Fault = Pick<FileProblem, 'code' | 'detail' | 'hint'>;

/** State of a reader while it reads a file. */
type Reading = {
  readonly handler: RowHandler<JsonValue>;
  readonly lengthMax: number;
  readonly counter: RowCounter;
  readonly locate: Locate;
  readonly fields: JsonValue[];
  header: readonly string[] | null;
  line: number;
  hasProblem: boolean;
  hasStopped: boolean;
  hasFinished: boolean;
};

function addFault(reading: Reading, fault: Fault): void {
  reading.hasProblem = true;
  reading.handler.onProblem({ line: reading.line, column: null, ...fault });
}

/**
 * Reports a problem, if there is one, and stops reading.
 * @returns true if reading stopped
 */
function stopAt(reading: Reading, problem: FileProblem | null): boolean {
  if (problem === null) return false;
  reading.hasStopped = true;
  addFault(reading, problem);
  return true;
}

function isTooLong(reading: Reading, length: number): boolean {
  if (length <= reading.lengthMax) return false;
  reading.hasStopped = true;
  addFault(reading, {
    code: 'too_large',
    detail: `a line has more than ${reading.lengthMax} characters`,
    hint: 'Put each object on a line of its own. Nothing after it was read.',
  });
  return true;
}

function readLine(reading: Reading, text: string): void {
  const content = reading.line === 1 && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
  if (content.trim() === '') {
    stopAt(reading, reading.counter.countBlankLine(reading.line));
    return;
  }
  if (reading.header === null && content.trimStart().startsWith('[')) {
    reading.hasStopped = true;
    addFault(reading, { code: 'bad_json', detail: 'this is a JSON array', hint: arrayHint });
    return;
  }
  if (reading.header !== null && stopAt(reading, reading.counter.countRows(1, reading.line))) return;
  let value: JsonValue;
  try {
    value = parseJson(content);
  } catch {
    addFault(reading, describeUnreadable(content));
    return;
  }
  if (!isJsonObject(value)) {
    addFault(reading, { code: 'bad_json', detail: 'the line is not a JSON object', hint: objectHint });
    return;
  }
  readObject(reading, value);
}

function readObject(reading: Reading, object: JsonObject): void {
  const { handler, fields, locate } = reading;
  if (reading.header === null) {
    reading.header = Object.keys(object);
    if (!handler.onHeader(reading.header, locate)) {
      reading.hasStopped = true;
      return;
    }
  }
  const { header } = reading;
  let found = 0;
  for (let i = 0; i < header.length; i += 1) {
    const isPresent = Object.hasOwn(object, header[i]!);
    if (isPresent) found += 1;
    fields[i] = isPresent ? object[header[i]!]! : null;
  }
  if (Object.keys(object).length > found)
    addFault(reading, {
      code: 'wrong_column_count',
      detail: 'the object has a key that the first line does not have',
      hint: 'Give every line the same keys; write null where there is no value.',
    });
  else handler.onRow(fields, reading.line, locate);
}

const arrayHint =
  'JSON Lines has one object a line, without brackets and commas around them. Convert it: jq -c ".[]" file.json, or in Python pandas.read_json("file.json").to_json("predictions.jsonl", orient="records", lines=True).';

const objectHint = 'Send JSON Lines: one object on each line, like {"id": "a1", "prediction": 0.5}.';

const emptyFileProblem: FileProblem = {
  code: 'empty_file',
  line: null,
  column: null,
  detail: 'the file has no objects',
  hint: objectHint,
};

/** Describes a line that JSON.parse refuses. Python writes NaN and Infinity, which aren't valid JSON. */
function describeUnreadable(content: string): Fault {
  if (notFinite.test(content)) {
    const isInfinite = content.includes('Infinity');
    return {
      code: isInfinite ? 'infinite_number' : 'not_a_number',
      detail: `the line has ${isInfinite ? 'an infinite number' : 'NaN'}, which JSON does not allow`,
      hint: 'Give a finite number.',
    };
  }
  return {
    code: 'bad_json',
    detail: 'the line is not valid JSON',
    hint: content.trimStart().startsWith('{')
      ? `${objectHint} An object must not run over several lines.`
      : objectHint,
  };
}
