import { isJsonObject, parseJson } from '../files/json-value';

/** The cells of a row of a CSV test set, whose input is kept as an object of texts; '' where the row has none. */
export function readCells(inputJson: string, columns: readonly string[]): string[] {
  const input = parseJson(inputJson);
  if (!isJsonObject(input)) throw new Error('the input of a row is no object of cells');
  return columns.map((name) => {
    const cell = input[name];
    return typeof cell === 'string' ? cell : '';
  });
}
