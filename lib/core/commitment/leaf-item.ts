import type { Split } from '../benchmark';
import type { ItemSlices } from '../round/slices';

/** Content of a leaf. Group and date are not in it. */
export type LeafItem = {
  /** In NFC, as in the item index. */
  readonly id: string;
  /** RFC 8785 text of the input, as the reader of test sets and `formatCanonicalJson` give it. */
  readonly inputJson: string;
  /** A class name, in regression the number, or a text as `readTextLabel` keeps it. */
  readonly label: string | number;
  readonly split: Split;
  /** Absent where the test set has no slice columns. */
  readonly slices?: ItemSlices;
};
