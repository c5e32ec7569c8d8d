import type { ProcessEnd } from '../sandboxed-process';
import { type ContainerFault, printable } from './container-fault';
import type { ContainerLimits } from './container-limits';
import type { EndReport } from './read-report';

export type ContainerEnd = {
  readonly end: ProcessEnd;
  /** Undefined if the container was stopped, or its sandbox ended before it could report. */
  readonly report: EndReport | undefined;
};

/** Faults for each way in which a program's output can be unusable. */
export type WrittenFaults = Readonly<Record<Exclude<EndReport['found'], 'file'>, ContainerFault>> & {
  /** Path, inside the container, of the folder to which the program writes. */
  readonly path: string;
};

/**
 * Decides from a program's end whether it failed, and with which fault.
 * @returns undefined if the output file is valid to read @throws where the engine failed before the program
 * started
 */
export function decideFault(
  { end, report }: ContainerEnd,
  written: WrittenFaults,
  limits: ContainerLimits,
): ContainerFault | undefined {
  const stop = findStop(end);
  if (stop === 'output') return written.flood;
  if (stop) return { code: stop, text: stopTexts[stop](limits, written.path) };
  const unstarted = report && report.exitCode !== 0 && findUnstarted(report);
  if (unstarted) return { code: 'no_entrypoint', text: unstarted };
  if (report?.found === 'flood') return written.flood;
  if (report?.exitCode !== 0)
    return isDiskFull(end)
      ? { code: 'disk', text: stopTexts.disk(limits, written.path) }
      : { code: 'exit_code', text: exitText(report, limits) };
  return report.found === 'file' ? undefined : written[report.found];
}

/**
 * Decides from a run's end whether it failed, and with which fault.
 * @returns undefined if its predictions count @throws where the platform failed: the engine before the
 * program started, or reading the predictions
 */
export function decideRunFault(
  ended: ContainerEnd,
  outputName: string,
  limits: ContainerLimits,
): ContainerFault | undefined {
  const fault = decideFault(ended, describeOutput(`/output/${outputName}`, limits), limits);
  const { end, report } = ended;
  if (fault) return fault.code === 'no_entrypoint' ? fault : withMessages(fault, end);
  if (report?.output.byteLength !== report?.sizeBytes) throw new Error('the predictions were cut off');
  return undefined;
}

const describeOutput = (path: string, { outputBytesMax }: ContainerLimits): WrittenFaults => ({
  path: '/output',
  flood: {
    code: 'output_too_large',
    text: `The program wrote more than ${outputBytesMax} bytes to /output. Write the predictions only: one row for each input.`,
  },
  nothing: {
    code: 'no_output',
    text: `The program ended with exit code 0 but wrote no ${path}. Write it there.`,
  },
  link: { code: 'no_output', text: `${path} is a link. Write the predictions into a file of that name.` },
  other: {
    code: 'no_output',
    text: `${path} is not a file. Write the predictions into a file of that name.`,
  },
});

type Stop = 'timeout' | 'memory' | 'disk';

function findStop({ stoppedFor, isMemoryKilled }: ProcessEnd): Exclude<Stop, 'disk'> | 'output' | undefined {
  if (stoppedFor === 'output') return 'output';
  if (stoppedFor === 'time') return 'timeout';
  return stoppedFor === 'memory' || isMemoryKilled ? 'memory' : undefined;
}

const stopTexts: Readonly<Record<Stop, (limits: ContainerLimits, written: string) => string>> = {
  timeout: ({ wallMsMax }) =>
    `The program was still running after ${wallMsMax / 1_000} seconds and was ended. Make it faster, and let it end when everything is written.`,
  memory: ({ memoryBytesMax }, written) =>
    `The program used more than ${memoryBytesMax} bytes of memory, files in /tmp and ${written} included. Read the inputs in pieces, or use a smaller model.`,
  disk: ({ tmpBytesMax }, written) =>
    `The program found no space left: /tmp has ${tmpBytesMax} bytes, and nothing but /tmp and ${written} can be written. Write less, or delete files that are no longer needed.`,
};

/**
 * Programs in every language print the kernel's message for a full disk. A forged message only changes the
 * fault's code.
 */
const isDiskFull = ({ complaint }: ProcessEnd): boolean =>
  /no space left on device|\bENOSPC\b/i.test(complaint);

function exitText(report: EndReport | undefined, { tasksMax }: ContainerLimits): string {
  if (!report)
    return `The program and its sandbox ended early. Start fewer processes and threads: at most ${tasksMax} run at a time.`;
  return `The program ended with exit code ${report.exitCode}, where 0 is expected${signalText(report.exitCode)}. Look at its last messages, and try it on your own machine: npm run runner -- try-image.`;
}

/** Shells report death by signal n as exit code 128 + n. */
const firstSignal = 128;
const signals: Readonly<Record<number, string>> = { 4: 'SIGILL', 6: 'SIGABRT', 9: 'SIGKILL', 11: 'SIGSEGV' };
const signalText = (exitCode: number): string =>
  signals[exitCode - firstSignal] ? ` (ended by ${signals[exitCode - firstSignal]})` : '';

/**
 * Matches the engine's message about a program that can't be executed, although the check of its file
 * (`findProgramFault`) found no reason.
 */
const notExecuted =
  /(?:failed to load|error finding executable|exec: |error during container init: (?:exec|mkdir|chdir)).*/;

/** @throws where the engine failed before the program started: the run may be tried again */
function findUnstarted({ engineLog, isBegun }: EndReport): string | undefined {
  const messages = listMessages(engineLog);
  const [reason] = messages.map((message) => notExecuted.exec(message)?.[0]).filter(Boolean);
  if (reason)
    return printable(
      `The image’s program could not be started (${reason}). Check ENTRYPOINT and CMD, the first line of a script, and that the program’s loader is in the image.`,
    );
  if (!isBegun) throw new Error(`the container did not start: ${messages.join('; ')}`);
  return undefined;
}

/** Parses the messages of a log of JSON objects, with or without line breaks between them. */
const listMessages = (log: string): string[] =>
  [...log.matchAll(/"msg":("(?:[^"\\]|\\.)*")/g)].map(([, text = '""']) => String(JSON.parse(text)));

function withMessages({ code, text = '' }: ContainerFault, end: ProcessEnd): ContainerFault {
  const messages = readMessages(end);
  return { code, text: messages === '' ? text : `${text} The end of its stderr:\n${messages}` };
}

/** Returns the end of a program's messages, as much as the watchdog stored. */
export const readMessages = ({ complaint }: ProcessEnd): string =>
  printable(Buffer.from(complaint, 'latin1').toString('utf8'), complaint.length);
