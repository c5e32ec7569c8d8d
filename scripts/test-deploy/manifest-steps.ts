import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { runProgram } from '@/testing/run-program';
import { type StepOutcome, singleOutcome } from '../test/run-steps';
import { deployFolder } from './compose-file';
import { cacheFolder, provideTools, runChecked } from './container-engine';
import { skipped } from './image-steps';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** Lets Docker Compose itself parse `deploy/compose.yaml`, which needs no container engine. */
export async function checkCompose(): Promise<StepOutcome> {
  const missing = await provideTools({ 'docker-compose': 'docker-compose' });
  if (missing) return skipped(missing);
  const environment = { SITE_NAME: 'tidemark.example.org', MAIL_FROM: 'a@example.org' };
  const file = join(deployFolder, 'compose.yaml');
  const { exitCode, output } = await runProgram('docker-compose', ['-f', file, 'config', '--quiet'], {
    environment,
    timeoutMs: 60_000,
  });
  return singleOutcome(exitCode === 0 && !/warn/i.test(output), output);
}

export async function checkUnits(): Promise<StepOutcome> {
  const missing = await provideTools({ 'systemd-analyze': 'systemd' });
  if (missing) return skipped(missing);
  const folder = join(deployFolder, 'systemd');
  const units = readdirSync(folder).map((name) => join(folder, name));
  const { exitCode, output } = await runProgram('systemd-analyze', ['verify', ...units], {
    timeoutMs: 60_000,
  });
  // Drops reports of programs that this machine lacks.
  const faults = output
    .split('\n')
    .filter((line) => line.includes('tidemark') && !/is not executable/.test(line));
  return singleOutcome((exitCode === 0 || faults.length === 0) && faults.length === 0, output);
}

/** npm package with types and validators that are generated from Kubernetes' OpenAPI document. */
const schemas = 'kubernetes-models@5.1.0';

const objectSchema = z.looseObject({ apiVersion: z.string(), kind: z.string() });

/**
 * Renders `deploy/kubernetes` and compares each object with the Kubernetes API's schema: by a validator,
 * which checks values, and by the compiler, which checks the names of all fields. No API server is involved.
 */
export async function checkKubernetes(): Promise<StepOutcome> {
  const missing = await provideTools({ kubectl: 'kubectl' });
  if (missing) return skipped(missing);
  const rendered = await runChecked('kubectl', ['kustomize', join(deployFolder, 'kubernetes')]);
  const objects = parseAllDocuments(rendered).map((document) => objectSchema.parse(document.toJS()));
  const folder = join(cacheFolder, 'kubernetes');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"private": true, "type": "module"}\n');
  const npm = process.env.npm_execpath ?? '';
  if (!existsSync(join(folder, 'node_modules', 'kubernetes-models'))) {
    const words = [npm, '--prefix', folder, 'install', '--no-audit', '--no-fund', schemas];
    const { exitCode, output } = await runProgram(process.execPath, words, { timeoutMs: 300_000 });
    if (exitCode !== 0) return skipped(`npm brought no ${schemas}, so no object was checked:\n${output}`);
  }
  writeFileSync(
    join(folder, 'objects.ts'),
    objects
      .map(({ apiVersion, kind, ...rest }, i) => {
        return [
          `import { ${kind} as Kind${i}, type I${kind} as Fields${i} } from 'kubernetes-models/${apiVersion}';`,
          `const object${i}: Fields${i} = ${JSON.stringify({ apiVersion, kind, ...rest }, null, 2)};`,
          `new Kind${i}(object${i}).validate();`,
        ].join('\n');
      })
      .join('\n'),
  );
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const compilerOptions = { noEmit: true, strict: true, skipLibCheck: true, module: 'nodenext', types: [] };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, files: ['objects.ts'] }));
  const compiled = await runProgram(process.execPath, [compiler, '--project', folder]);
  const validated = await runProgram(process.execPath, [
    ...['--import', join(root, 'node_modules', 'tsx', 'dist', 'loader.mjs'), join(folder, 'objects.ts')],
  ]);
  console.log(`  ${objects.length} objects, of ${new Set(objects.map(({ kind }) => kind)).size} kinds`);
  return singleOutcome(
    compiled.exitCode === 0 && validated.exitCode === 0 && objects.length > 0,
    `${compiled.output}${validated.output}`,
  );
}
