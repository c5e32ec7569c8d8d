import type { OnnxModel } from '../onnx-model';

const reference = 'Tidemark reference';
const north = 'Demo team North';
const south = 'Demo team South';
const boosting = 'Gradient boosting of the absolute error, 60 trees of depth 4';

/** All models of the benchmark. Six are sent in February and never again; one team sends another version each month. */
export const howLateModels: readonly OnnxModel[] = [
  {
    team: reference,
    model: 'Median',
    file: 'how-late-median',
    what: 'The median delay, for every flight',
    lastMonth: 1,
  },
  {
    team: reference,
    model: 'Median of the hour',
    file: 'how-late-hours',
    what: 'The median delay of the hour of departure',
    lastMonth: 1,
  },
  {
    team: north,
    model: 'Linear regression',
    file: 'how-late-linear',
    what: 'Ridge regression of asinh(delay/10) on hour, weekday, distance and airports',
    lastMonth: 1,
  },
  {
    team: north,
    model: 'Random forest',
    file: 'how-late-forest',
    what: 'A forest of 12 trees of depth 6 for asinh(delay/10)',
    lastMonth: 1,
  },
  {
    team: south,
    model: 'Neural network',
    file: 'how-late-network',
    what: 'A perceptron with hidden layers of 24 and 12 for asinh(delay/10)',
    lastMonth: 1,
  },
  { team: south, model: 'Boosted trees', file: 'how-late-boosting-1', what: boosting, lastMonth: 1 },
  ...[2, 3, 4].map((lastMonth) => ({
    team: south,
    model: 'Boosted trees, monthly',
    file: `how-late-boosting-${lastMonth}`,
    what: boosting,
    lastMonth,
  })),
];
