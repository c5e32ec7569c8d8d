import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { EngineKind } from './compose-bundle';
import type { ContainerFault } from './container-fault';
import { containerLimitsDefault, trainingLimitsDefault } from './container-limits';
import { copyFolder } from './copy-folder';
import { type ContainerEngine, findContainerEngine } from './find-engine';
import { makeTemporaryFolder } from './image-cache';
import { unpackModel } from './model-archive';
import { runContainer } from './run-container';
import { trainContainer } from './train-container';

type Paths = {
  readonly image: string;
  /** A folder with the model that the image's training wrote. */
  readonly model?: string | undefined;
  readonly inputFile: string;
  /** Path of the predictions; ends in `.csv` or `.jsonl`, like the inputs. */
  readonly outputFile: string;
};

/**
 * Runs an image on a participant's own machine, on a file of inputs with the limits of a round, and writes
 * its predictions. @returns a message about the image's fault, or about a program that this machine lacks;
 * null after a success
 */
export const tryImage = ({ image, model, inputFile, outputFile }: Paths, kind: EngineKind) =>
  withEngine(kind, async (engine, folder) => {
    const name = inputFile.endsWith('.jsonl') ? 'inputs.jsonl' : 'inputs.csv';
    const input = { name, bytes: readFileSync(inputFile) } as const;
    const copy = model && (await copyFolder(model, join(folder, 'model')));
    const workFolder = join(folder, 'work');
    mkdirSync(workFolder);
    const limits = containerLimitsDefault;
    const request = { image, input, limits, faultsAs: 'texts', workFolder } as const;
    const ran = await runContainer(copy ? { ...request, model: copy } : request, engine);
    if (!ran.ok) return inWords(ran.error);
    if (ran.value.messages) console.error(ran.value.messages);
    writeFileSync(outputFile, ran.value.output.bytes);
    return null;
  });

type TrainingPaths = {
  readonly image: string;
  /** The folder that the training sees at `/input`. */
  readonly input: string;
  readonly previous?: string | undefined;
  /** Path of a folder that doesn't exist, or is empty. */
  readonly outputFolder: string;
};

/**
 * Trains an image on a participant's own machine, with the limits of a site, and writes its model to a
 * folder. @returns as `tryImage`
 */
export const tryTraining = ({ image, input, previous, outputFolder }: TrainingPaths, kind: EngineKind) =>
  withEngine(kind, async (engine, folder) => {
    if (existsSync(outputFolder)) {
      if (readdirSync(outputFolder).length > 0) return `${outputFolder} isn’t empty.`;
      rmdirSync(outputFolder);
    }
    const [archive, workFolder] = [join(folder, 'model.tar'), join(folder, 'work')];
    mkdirSync(workFolder);
    const folders = {
      input: await copyFolder(input, join(folder, 'input')),
      ...(previous ? { previous: await copyFolder(previous, join(folder, 'previous')) } : {}),
    };
    const request = { image, folders, limits: trainingLimitsDefault, archive, workFolder };
    const { outcome, log } = await trainContainer(request, engine);
    if (log !== '') console.log(log);
    if (!outcome.ok) return inWords(outcome.error);
    await unpackModel(archive, outputFolder);
    return null;
  });

const inWords = ({ code, text }: ContainerFault): string => `${code}: ${text ?? 'no further finding'}`;

/**
 * Calls `work` with an engine and a folder, which is removed afterwards. @returns its message, or one about a
 * program that this machine lacks
 */
async function withEngine(
  kind: EngineKind,
  work: (engine: ContainerEngine, folder: string) => Promise<string | null>,
): Promise<string | null> {
  const engine = await findContainerEngine(kind);
  if (!engine)
    return `This machine can’t run containers: apt-get install ${kind} umoci util-linux, on Linux on x64 or arm64.`;
  const folder = makeTemporaryFolder();
  try {
    return await work(engine, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
