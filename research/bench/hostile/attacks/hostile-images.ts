import { setTimeout as sleep } from 'node:timers/promises';
import { keysOf } from '@/lib/core/keys-of';
import { acceptsTinyModels, tinyTestSet } from '@/testing/tiny-models';
import { findContainerEngine } from '@/worker/runner/container/find-engine';
import { writePerlLayer } from '@/worker/runner/container/testing/perl-image';
import { writeDockerArchive } from '@/worker/runner/container/testing/write-image';
import { call, openRound } from '../../site/with-site';
import { type Attack, makeTally } from '../attack';
import { dryRunOfModel, sendModel } from '../send-model';
import { dryRunVisit, listSlow, pageVisits, scoreVisit } from '../visits';

/** An honest person's file, model or page. */
const p95MsMax = 2_000;

const tarBlockBytes = 512;

const flood = (path: string) => `open O, ">", "${path}"; while (1) { print O "x" x 1e5 or truncate O, 0 }`;

/** In Perl, a person each. */
const programs = {
  forks: 'while (1) { my $pid = fork; if (!$pid) { 1 while 1 } }',
  memory: '$x .= "x" x 1e6 while 1',
  disk: flood('/tmp/x'),
  output: flood('/output/predictions.csv'),
  endless: '1 while 1',
};

type ProgramName = keyof typeof programs;

const submitImages = (slug: string, names: readonly ProgramName[]): Attack => ({
  name: slug,
  what: `${names.length === 1 ? 'somebody submits' : `${names.length} people submit`} images without a pause: ${names.join(', ')}`,
  visits: [dryRunOfModel(slug), dryRunVisit, scoreVisit, ...pageVisits],
  async prepare(site) {
    if (!(await findContainerEngine('runsc'))) throw new Error('this needs apt-get install runsc umoci');
    const accepts = ['onnx', 'container'];
    const fields = {
      ...acceptsTinyModels,
      accepts,
      container_needs: {},
      title: 'Hostile images',
      task: 'binary',
    };
    const slots = { quota_per_round: 1_000, quota_per_day: 1_000 };
    const benchmark = { ...fields, ...slots, slug, classes: ['no', 'yes'], metric: 'accuracy' };
    await call(site, site.maintainerToken, '/benchmarks', benchmark);
    const round = { slug, number: 1, title: 'A round', testSet: tinyTestSet(1) };
    await openRound(site, site.maintainerToken, round);
    const layers = [await writePerlLayer()];
    const people = await Promise.all(
      names.map(async (name) => ({
        image: writeDockerArchive({ layers, config: { Entrypoint: ['/bin/perl', '-e', programs[name]] } }),
        token: await site.makeToken(`${name}@example.org`),
      })),
    );
    const tally = makeTally();
    return {
      tally: () => tally.counts,
      listDeviations: (seen) => listSlow(seen, p95MsMax),
      async run(signal) {
        await Promise.all(
          people.map(async ({ token, image }) => {
            for (let i = 0; !signal.aborted; i++) {
              // A version's file is sent once: zeros at the end of an archive make another one.
              const file = Buffer.concat([image, Buffer.alloc(i * tarBlockBytes)]);
              tally.add((await sendModel(site, token, { slug, kind: 'container', file })).status);
              await sleep(100);
            }
          }),
        );
      },
    };
  },
});

/** Images that take as much of the runner as they may: those of one person, by program, and of all people at a time. */
export const hostileImages: readonly Attack[] = [
  ...keysOf(programs).map((name) => submitImages(`hostile-images-${name}`, [name])),
  submitImages('hostile-images', keysOf(programs)),
];
