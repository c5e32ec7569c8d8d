import type { OnnxModel } from '../onnx-model';

const north = 'Demo team North';
const south = 'Demo team South';
const east = 'Demo team East';

/**
 * Models of "Late flights 2001" that the site itself runs. Three are sent once, in February, and evaluated automatically in
 * every later round; one team sends a newly trained version of its network each month.
 */
export const lateFlightsModels: readonly OnnxModel[] = [
  {
    team: north,
    model: 'Logistic regression',
    file: 'late-flights-logistic',
    what: 'Logistic regression on hour, distance and late rates of airports',
    lastMonth: 1,
  },
  {
    team: east,
    model: 'Random forest',
    file: 'late-flights-forest',
    what: 'A forest of 12 trees of depth 6',
    lastMonth: 1,
  },
  {
    team: south,
    model: 'Boosted trees',
    file: 'late-flights-boosting',
    what: 'Gradient boosting, 60 trees of depth 4',
    lastMonth: 1,
  },
  ...[1, 2, 3, 4].map((lastMonth) => ({
    team: east,
    model: 'Neural network',
    file: `late-flights-network-${lastMonth}`,
    what: 'A perceptron with hidden layers of 24 and 12',
    lastMonth,
  })),
];
