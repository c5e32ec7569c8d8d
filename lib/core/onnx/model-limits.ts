/**
 * What a submitted ONNX file may have at most, in one table. Honest exports of scikit-learn, XGBoost, LightGBM and PyTorch stay
 * far below; what these bound is time and memory, here and in the runtime that parses the file afterwards.
 */
export const modelLimits = {
  sizeBytesMax: 200_000_000,
  /** Up to what onnxruntime 1.30 loads; from the first IR with opset imports, and the first opset that it promises to run. */
  irVersion: { min: 3, max: 13 },
  opsetVersion: { 'ai.onnx': { min: 7, max: 26 }, 'ai.onnx.ml': { min: 1, max: 5 } },
  /** Of all graphs together. */
  nodeCountMax: 20_000,
  /** The graph is 1, a branch of an If in it is 2. */
  graphDepthMax: 4,
  /** A sequence of maps of tensors is 3. */
  typeDepthMax: 4,
  /** Nodes, attributes, tensors, dimensions, properties …: in a runtime each takes 50 to 300 bytes, and on the wire as few as two. */
  partCountMax: 1_000_000,
  /** Inputs and outputs of all nodes. */
  nameCountMax: 500_000,
  nameBytesMax: 1024,
  /** Texts of attributes and tensors: a tree ensemble has one a tree node. In a runtime each takes 32 bytes and more. */
  textCountMax: 10_000_000,
  /** Numbers in attributes and in tensors that aren't `raw_data`. */
  numberCountMax: 100_000_000,
  /** Descriptions and properties, which no runtime needs; PyTorch writes stack traces there. */
  commentBytesMax: 20_000_000,
  tensorRankMax: 16,
  tensorElementCountMax: 400_000_000,
  /** Texts in one tensor: class names, not a vocabulary. */
  stringTensorElementCountMax: 10_000,
  /** Elements that Expand, Tile, Concat and their like make, summed, counted for one row and only where constants tell. */
  madeElementCountMax: 100_000_000,
} as const;
