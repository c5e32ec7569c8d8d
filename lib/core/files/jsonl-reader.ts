import type { FileProblem } from './file-problem';
import { isJsonObject, type JsonValue, parseJson } from './json-value';
import { type FilePosition, type RowHandler, type RowReader, rowLengthMax } from './row-reader';

const notFinite = /[:[,]\s*(?:NaN|-?Infinity)\s*[,}\]]/;

/**
 * An incremental reader of JSON Lines with the interface of the CSV reader: the keys of the first object are the header,
 * and a row's fields are that row's values in the header's order. A key that a later line leaves out is read as null; a
 * key that the first line doesn't have is a problem. A byte order mark, CRLF and blank lines are accepted. As in
 * JSON.parse, the last of two equal keys wins.
 *
 * It keeps one line, no more; a line over `lengthMax` ends the reading.
 */
export function createJsonlReader(
  handler: RowHandler<JsonValue>,
  lengthMax: number = rowLengthMax,
): RowReader {
  const fields: JsonValue[] = [];
  let header: readonly string[] | null = null;
  let unfinished = '';
  let line = 1;
  let hasProblem = false;
  let hasStopped = false;
  let hasFinished = false;

  const locate = (): FilePosition => ({ line, column: null });

  function tell(problem: Pick<FileProblem, 'code' | 'detail' | 'hint'>): void {
    hasProblem = true;
    handler.onProblem({ ...locate(), ...problem });
  }

  function isTooLong(length: number): boolean {
    if (length <= lengthMax) return false;
    hasStopped = true;
    tell({
      code: 'too_large',
      detail: `a line has more than ${lengthMax} characters`,
      hint: 'Put each object on a line of its own. Nothing after it was read.',
    });
    return true;
  }

  function readLine(text: string): void {
    const content = line === 1 && text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
    if (content.trim() === '') return;
    let value: JsonValue;
    try {
      value = parseJson(content);
    } catch {
      tell(describeUnreadable(content));
      return;
    }
    if (!isJsonObject(value)) {
      tell({ code: 'bad_json', detail: 'the line is not a JSON object', hint: objectHint });
      return;
    }
    if (header === null) {
      header = Object.keys(value);
      if (!handler.onHeader(header, locate)) {
        hasStopped = true;
        return;
      }
    }
    let found = 0;
    for (let i = 0; i < header.length; i += 1) {
      const isPresent = Object.hasOwn(value, header[i]!);
      if (isPresent) found += 1;
      fields[i] = isPresent ? value[header[i]!]! : null;
    }
    if (Object.keys(value).length > found)
      tell({
        code: 'wrong_column_count',
        detail: 'the object has a key that the first line does not have',
        hint: 'Give every line the same keys; write null where there is no value.',
      });
    else handler.onRow(fields, line, locate);
  }

  return {
    get hasStopped() {
      return hasStopped;
    },
    push(chunk) {
      if (hasStopped || hasFinished) return;
      let start = 0;
      for (let end = chunk.indexOf('\n'); end !== -1; end = chunk.indexOf('\n', start)) {
        const text = unfinished + chunk.slice(start, end);
        unfinished = '';
        if (isTooLong(text.length)) return;
        readLine(text);
        if (hasStopped) return;
        line += 1;
        start = end + 1;
      }
      unfinished += chunk.slice(start);
      if (isTooLong(unfinished.length)) unfinished = '';
    },
    finish() {
      if (hasStopped || hasFinished) return;
      hasFinished = true;
      readLine(unfinished);
      unfinished = '';
      if (header === null && !hasProblem)
        handler.onProblem({
          code: 'empty_file',
          line: null,
          column: null,
          detail: 'the file has no objects',
          hint: objectHint,
        });
    },
  };
}

const objectHint = 'Send JSON Lines: one object on each line, like {"id": "a1", "prediction": 0.5}.';

/** Python writes NaN and Infinity into JSON, which has neither. */
function describeUnreadable(content: string): Pick<FileProblem, 'code' | 'detail' | 'hint'> {
  if (notFinite.test(content)) {
    const isInfinite = content.includes('Infinity');
    return {
      code: isInfinite ? 'infinite_number' : 'not_a_number',
      detail: `the line has ${isInfinite ? 'an infinite number' : 'NaN'}, which JSON does not know`,
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
