/**
 * The predictions of one file, as columns in the order of the round's item index; a class is its index in the
 * benchmark's list of classes.
 *
 * `probabilities` has a row of C values for each item: item i, class c is at `i * C + c`. They are as the file gives
 * them, each in [0, 1] and each row's sum within 0.001 of 1. There, `predicted` is the class with the highest
 * probability, the first one on a tie.
 *
 * Texts are in NFC. An empty one is an answer too.
 */
export type Predictions =
  | { readonly kind: 'classes'; readonly predicted: Int32Array; readonly probabilities: null }
  | { readonly kind: 'probabilities'; readonly predicted: Int32Array; readonly probabilities: Float64Array }
  | { readonly kind: 'numbers'; readonly predicted: Float64Array }
  | { readonly kind: 'texts'; readonly predicted: readonly string[] };
