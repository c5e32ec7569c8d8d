import { type Coding, codings } from './pack-answer';

/** What browsers ask for is asked for again and again. */
const chosen = new Map<string, Coding>();
const chosenMax = 100;

/** The coding that a caller takes best (RFC 9110 § 12.5.3): the shortest of those it weighs the same. */
export function chooseCoding(acceptEncoding: string | undefined): Coding {
  if (!acceptEncoding) return 'identity';
  const known = chosen.get(acceptEncoding);
  if (known) return known;
  const coding = weighCodings(acceptEncoding);
  if (chosen.size < chosenMax && acceptEncoding.length < 100) chosen.set(acceptEncoding, coding);
  return coding;
}

function weighCodings(acceptEncoding: string): Coding {
  const weights = new Map(
    acceptEncoding
      .toLowerCase()
      .split(',', 50)
      .map((part) => {
        const [name = '', ...parameters] = part.split(';').map((word) => word.trim());
        const q = parameters.find((parameter) => parameter.startsWith('q='));
        return [name, q === undefined ? 1 : Number(q.slice(2)) || 0] as const;
      }),
  );
  const weigh = (coding: Coding): number =>
    weights.get(coding) ?? weights.get('*') ?? (coding === 'identity' ? Number.MIN_VALUE : 0);
  // In front of others that weigh the same.
  return codings.reduce((best, coding) => (weigh(coding) > weigh(best) ? coding : best));
}
