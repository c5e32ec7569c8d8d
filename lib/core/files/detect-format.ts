/** CSV or JSON Lines, told by the first character that isn't white space or a byte order mark: JSON begins with `{`. */
export function detectFormat(text: string): 'csv' | 'jsonl' | null {
  const first = text.replace(/^\uFEFF/, '').trimStart()[0];
  if (first === undefined) return null;
  return first === '{' ? 'jsonl' : 'csv';
}
