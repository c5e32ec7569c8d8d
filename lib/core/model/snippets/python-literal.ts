/** A text as Python writes it; JSON's escapes are Python's. */
export const formatPythonText = (text: string): string => JSON.stringify(text);

export const formatPythonList = (texts: readonly string[]): string =>
  `[${texts.map(formatPythonText).join(', ')}]`;
