import type { ModelFaultCode } from './model-fault';

export type OnnxDomain = 'ai.onnx' | 'ai.onnx.ml';

/**
 * The allowed operators by domain (ONNX 1.21): those that compute their outputs from their inputs only, in one pass.
 * Excluded are loops, random numbers, sequences, optionals, texts other than names of classes and categories, images in
 * files, training and losses. ZipMap is included, so that the fault can explain how to leave it out. The operator If is
 * included, because it runs one of two graphs once; these graphs are checked like the graph around them.
 */
export const operators: Record<OnnxDomain, ReadonlySet<string>> = {
  'ai.onnx': new Set(
    `Abs Acos Acosh Add AffineGrid And ArgMax ArgMin Asin Asinh Atan Atanh Attention AveragePool BatchNormalization BitCast BitShift
    BitwiseAnd BitwiseNot BitwiseOr BitwiseXor BlackmanWindow Cast CastLike Ceil Celu CenterCropPad Clip Col2Im Compress Concat
    Constant ConstantOfShape Conv ConvInteger ConvTranspose Cos Cosh CumProd CumSum DFT DeformConv DepthToSpace DequantizeLinear Det Div
    Dropout DynamicQuantizeLinear Einsum Elu Equal Erf Exp Expand EyeLike Flatten Floor GRU Gather GatherElements GatherND Gelu
    Gemm GlobalAveragePool GlobalLpPool GlobalMaxPool Greater GreaterOrEqual GridSample GroupNormalization HammingWindow
    HannWindow HardSigmoid HardSwish Hardmax Identity If InstanceNormalization IsInf IsNaN LRN LSTM LayerNormalization LeakyRelu
    Less LessOrEqual Log LogSoftmax LpNormalization LpPool MatMul MatMulInteger Max MaxPool MaxRoiPool MaxUnpool Mean
    MeanVarianceNormalization MelWeightMatrix Min Mish Mod Mul Neg NonMaxSuppression NonZero Not OneHot Or PRelu Pad Pow
    QLinearConv QLinearMatMul QuantizeLinear RMSNormalization RNN Range Reciprocal ReduceL1 ReduceL2 ReduceLogSum
    ReduceLogSumExp ReduceMax ReduceMean ReduceMin ReduceProd ReduceSum ReduceSumSquare Relu Reshape Resize ReverseSequence
    RoiAlign RotaryEmbedding Round STFT Scatter ScatterElements ScatterND Selu Shape Shrink Sigmoid Sign Sin Sinh Size Slice
    Softmax Softplus Softsign SpaceToDepth Split Sqrt Squeeze Sub Sum Swish Tan Tanh TensorScatter ThresholdedRelu Tile TopK
    Transpose Trilu Unique Unsqueeze Upsample Where Xor`.split(/\s+/),
  ),
  'ai.onnx.ml': new Set(
    `ArrayFeatureExtractor Binarizer CategoryMapper FeatureVectorizer Imputer LabelEncoder LinearClassifier LinearRegressor
    Normalizer OneHotEncoder SVMClassifier SVMRegressor Scaler TreeEnsemble TreeEnsembleClassifier TreeEnsembleRegressor
    ZipMap`.split(/\s+/),
  ),
};

const random = new Set(
  'RandomNormal RandomNormalLike RandomUniform RandomUniformLike Multinomial Bernoulli'.split(' '),
);
const loops = new Set('Loop Scan SequenceMap'.split(' '));

/** Finds a domain by its name; the domain of ONNX itself has two names. */
export const findDomain = (name: string): OnnxDomain | null =>
  name === '' || name === 'ai.onnx' ? 'ai.onnx' : name === 'ai.onnx.ml' ? name : null;

/** The reason to refuse a model that uses this operator; null for an allowed operator. */
export function decideOperator(domain: OnnxDomain, operator: string): ModelFaultCode | null {
  if (operators[domain].has(operator)) return null;
  if (domain === 'ai.onnx' && random.has(operator)) return 'random_operator';
  if (domain === 'ai.onnx' && loops.has(operator)) return 'loop_operator';
  return 'unknown_operator';
}
