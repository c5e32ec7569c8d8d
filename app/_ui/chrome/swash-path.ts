/**
 * A wave line as an SVG path: lobes hang down, cusps point up, and no two lobes have the same width. Equal arguments give equal
 * lines.
 * @param line.width length in user units; `y` height of the cusps; `lobe` mean width of a lobe; `depth` how far a lobe of mean
 * width hangs down; `phase` any number, which varies the shape
 */
export function swashPath(line: {
  width: number;
  y: number;
  lobe: number;
  depth: number;
  phase: number;
}): string {
  let path = `M0 ${line.y}`;
  let [x, i] = [0, 0];
  // Coordinates are relative and rounded, which makes the path short: every page contains such lines.
  let from: Place = [0, line.y];
  const write = (letter: 'c' | 's', ...places: readonly Place[]): string => {
    const [left, top] = from;
    const end = places.at(-1)!;
    const text = places.map(([x, y]) => `${Math.round(x - left)} ${tenths(y - top)}`).join(' ');
    from = [left + Math.round(end[0] - left), top + Number(tenths(end[1] - top))];
    return letter + text;
  };
  while (x < line.width) {
    const step = Math.min(line.lobe * (0.55 + 0.9 * golden(line.phase, i)), line.width - x);
    const bottom = line.y + line.depth * Math.sqrt(step / line.lobe);
    const cusp = line.y + line.depth * 0.25 * (golden(line.phase + 0.5, i) - 0.5);
    const skew = 0.45 + 0.25 * golden(line.phase + 0.25, i);
    path += write(
      'c',
      [x + step * 0.12, bottom],
      [x + step * (skew - 0.12), bottom + 0.3],
      [x + step * skew, bottom],
    );
    path += write('s', [x + step * 0.93, bottom - line.depth * 0.3], [x + step, cusp]);
    x += step;
    i += 1;
  }
  return path;
}

type Place = readonly [number, number];

/** Pseudo-random numbers in [0, 1) with low discrepancy: fractional parts of multiples of the golden ratio. */
const golden = (phase: number, i: number): number => (phase + (i + 1) * 0.6180339887498949) % 1;

const tenths = (value: number): string => String(Math.round(value * 10) / 10);
