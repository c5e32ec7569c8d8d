import type { Predictions } from './predictions';

const kinds = ['classes', 'probabilities', 'numbers', 'texts'] as const;

/**
 * A file's predictions as columns of bytes, in the order of the item index: one byte for the kind, then one byte per item for
 * classes (a benchmark has at most 100), 8 bytes per number, little-endian, or C times 8 bytes per item for probabilities.
 * Doubles are stored exactly. Texts are one JSON array.
 */
export function encodePredictions(predictions: Predictions): Uint8Array {
  if (predictions.kind === 'texts') {
    const text = new TextEncoder().encode(JSON.stringify(predictions.predicted));
    const whole = new Uint8Array(1 + text.length);
    whole[0] = kinds.indexOf('texts');
    whole.set(text, 1);
    return whole;
  }
  const values =
    predictions.kind === 'probabilities'
      ? predictions.probabilities
      : Float64Array.from(predictions.predicted);
  const width = predictions.kind === 'classes' ? 1 : 8;
  const bytes = new Uint8Array(1 + values.length * width);
  bytes[0] = kinds.indexOf(predictions.kind);
  const view = new DataView(bytes.buffer, 1);
  for (let i = 0; i < values.length; i++) {
    if (width === 8) view.setFloat64(i * 8, values[i]!, true);
    else if (values[i]! < 256) view.setUint8(i, values[i]!);
    else throw new RangeError(`class ${values[i]} doesn't fit a byte`);
  }
  return bytes;
}

/** Throws for bytes that aren't `encodePredictions` of so many items and classes. */
export function decodePredictions(
  bytes: Uint8Array,
  { itemCount, classCount }: { itemCount: number; classCount: number },
): Predictions {
  const kind = kinds[bytes[0] ?? -1];
  if (kind === 'texts') return { kind, predicted: decodeTexts(bytes.subarray(1), itemCount) };
  const width = kind === 'classes' ? 1 : kind === 'numbers' ? 8 : 8 * classCount;
  if (kind === undefined || bytes.length !== 1 + itemCount * width)
    throw new RangeError(`${bytes.length} bytes are no predictions of ${itemCount} items`);
  if (kind === 'classes') return { kind, predicted: Int32Array.from(bytes.subarray(1)), probabilities: null };
  const view = new DataView(bytes.buffer, bytes.byteOffset + 1);
  const values = Float64Array.from({ length: (bytes.length - 1) / 8 }, (_, i) =>
    view.getFloat64(i * 8, true),
  );
  return kind === 'numbers'
    ? { kind, predicted: values }
    : { kind, predicted: findLikeliest(values, classCount), probabilities: values };
}

function decodeTexts(bytes: Uint8Array, itemCount: number): string[] {
  const texts: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (!Array.isArray(texts) || texts.length !== itemCount || !texts.every((text) => typeof text === 'string'))
    throw new RangeError(`no texts of ${itemCount} items`);
  return texts;
}

/** The class with the highest probability, the first one on a tie. */
function findLikeliest(probabilities: Float64Array, width: number): Int32Array {
  const predicted = new Int32Array(probabilities.length / width);
  for (let i = 0; i < predicted.length; i++) {
    let best = 0;
    for (let c = 1; c < width; c++)
      if (probabilities[i * width + c]! > probabilities[i * width + best]!) best = c;
    predicted[i] = best;
  }
  return predicted;
}
