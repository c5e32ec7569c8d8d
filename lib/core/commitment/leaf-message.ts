import { formatSlices } from '../round/slices';
import type { LeafItem } from './leaf-item';

const encoder = new TextEncoder();

/**
 * The hashed text of an item's leaf: NFC of the RFC 8785 text of `{"id","input","label","slices","split"}`, without `slices` where
 * the item has none. Put together from the input's own text, since the keys are in order already: no input is parsed or
 * sorted again.
 *
 * NFC comes last and works on the text, not on the values. A combining mark behind an escape merges with its letter (`\n` and
 * U+0303 become `\ñ`), so a leaf text need not be JSON any more: it is for hashing, not for parsing.
 */
export function formatLeafText({ id, inputJson, label, split, slices }: LeafItem): string {
  const ofSlices = slices === undefined ? '' : `,"slices":${formatSlices(slices)}`;
  const text = `{"id":${JSON.stringify(id)},"input":${inputJson},"label":${JSON.stringify(label)}${ofSlices},"split":${JSON.stringify(split)}}`;
  return text.normalize('NFC');
}

/** The bytes a leaf is the SHA-256 of: 0x00, the nonce, the leaf text in UTF-8. */
export function encodeLeafMessage(nonce: Uint8Array, leafText: string): Uint8Array {
  const text = encoder.encode(leafText);
  const message = new Uint8Array(1 + nonce.length + text.length);
  message.set(nonce, 1);
  message.set(text, 1 + nonce.length);
  return message;
}
