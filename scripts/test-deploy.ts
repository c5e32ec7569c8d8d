import { fileURLToPath } from 'node:url';
import { formatSeconds } from './start/progress';
import { formatTotal, isSuccess, nameSteps, runSteps } from './test/run-steps';
import { buildImage, runImage } from './test-deploy/image-steps';
import { checkCompose, checkKubernetes, checkUnits } from './test-deploy/manifest-steps';

/** Checks the recipes of `deploy` with the tools that read them, and builds and runs the image. */
process.chdir(fileURLToPath(new URL('..', import.meta.url)));

const stages = [
  [
    {
      compose: checkCompose,
      systemd: checkUnits,
      kubernetes: checkKubernetes,
      image: buildImage,
      site: runImage,
    },
  ],
];

const known = nameSteps(stages);
const named = process.argv.slice(2);
if (named.some((name) => !known.includes(name))) {
  console.error(`There are: ${known.join(', ')}.`);
  process.exit(1);
}
const outcomes = await runSteps(stages, named.length === 0 ? known : named);
if (outcomes === undefined) process.exit(130);
console.log(`in ${formatSeconds(performance.now())}`);
console.log(formatTotal(outcomes));
process.exitCode = isSuccess(outcomes) ? 0 : 1;
