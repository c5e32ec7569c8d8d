import { readWebEnvironment } from '@/adapters/environment';
import { makeWebPlatform } from '@/adapters/make-web-platform';
import { type Storm, stormTeams } from './team-storm';

/** A web process that plays `stormTeams` until the test kills it. */
await makeWebPlatform(readWebEnvironment());

const storm: Storm = JSON.parse(process.argv[2] ?? '');

for (let round = 0; ; round++) {
  await stormTeams({ ...storm, seed: storm.seed + round }, 50);
  console.log('played');
}
