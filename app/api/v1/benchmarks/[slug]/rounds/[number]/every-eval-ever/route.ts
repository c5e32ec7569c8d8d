import { respondPublic, respondPublicResult } from '@/app/_http/respond';
import { composeEveryEvalEver } from '@/lib/contracts/exports/every-eval-ever';
import { roundNumber } from '@/lib/contracts/round';
import { findPublicUrl } from '@/services/publication/find-public-url';
import { findRoundResults } from '@/services/publication/find-round-results';

type Context = { params: Promise<{ slug: string; number: string }> };

/** One record a row; each is a file of its own where they are collected. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { slug, number } = await params;
  const found = await findRoundResults(slug, roundNumber(number));
  if (!found.ok) return respondPublicResult(request, found);
  const { benchmark, results, scorerVersion } = found.value;
  const site = findPublicUrl();
  return respondPublic(request, {
    items: results.map((result) => composeEveryEvalEver(benchmark, result, { site, scorerVersion })),
    next: null,
  });
}
