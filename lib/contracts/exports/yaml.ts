type Scalar = string | number | boolean | null;

export type YamlValue = Scalar | readonly YamlValue[] | { readonly [key: string]: YamlValue };

/**
 * Writes a value as YAML 1.2 in block style. Texts are quoted as in JSON, which YAML reads in the same way (YAML 1.2 § 1.3),
 * so that no text is read as a number, a date, a tag or the end of the document.
 */
export const writeYaml = (value: YamlValue): string => `${writeLines(value).join('\n')}\n`;

function writeLines(value: YamlValue): string[] {
  if (isList(value))
    return value.length === 0 ? ['[]'] : value.flatMap((item) => indent(writeLines(item), '- '));
  if (typeof value !== 'object' || value === null) return [writeScalar(value)];
  const entries = Object.entries(value);
  return entries.length === 0 ? ['{}'] : entries.flatMap(([key, item]) => writeEntry(key, item));
}

function writeEntry(key: string, value: YamlValue): string[] {
  const name = /^[a-z][\w-]*$/i.test(key) ? key : JSON.stringify(key);
  const [first = '', ...more] = writeLines(value);
  const isInline = typeof value !== 'object' || value === null || first === '[]' || first === '{}';
  return isInline ? [`${name}: ${first}`] : [`${name}:`, ...indent([first, ...more], '  ')];
}

const isList = (value: YamlValue): value is readonly YamlValue[] => Array.isArray(value);

const indent = (lines: readonly string[], before: string): string[] =>
  lines.map((line, i) => `${i === 0 ? before : '  '}${line}`);

/**
 * Writes a single value. C1 controls, line separators and the byte order mark are escaped, which YAML requires and JSON
 * doesn't.
 */
const writeScalar = (value: Scalar): string =>
  JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
