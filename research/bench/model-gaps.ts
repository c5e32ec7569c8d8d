import { countModelGapFlags, type ModelGapSetting } from './model-gaps/count-flags';

/**
 * Share of models flagged by their gap, in honest rounds and in those of a copying community: `-- [rounds]`, 1,200 by default.
 * Exit code 1 where more than 1 of 100 honest rounds have flags, within the error of so many rounds, or where most rounds of a
 * community with frozen models beside it have none.
 */
const rounds = Number(process.argv[2] ?? 1200);
if (!(Number.isInteger(rounds) && rounds >= 20)) throw new Error('at least twenty rounds');

const sizes = { modelCount: 50, feedbackCount: 1000, finalCount: 1500 } as const;
/** Gain of a community of fifty that alters the leader's file and reads the table, at this size (science of exposure, § 3). */
const gain = 0.053;
const honestMax = 0.01 + 3 * Math.sqrt((0.01 * 0.99) / rounds);

console.log('| models | compared with | rounds | rounds with a flag | models flagged |');
console.log('| --- | --- | --- | --- | --- |');
for (const community of ['honest', 'copying'] as const)
  for (const frozenCount of [8, 0]) {
    const isHonest = community === 'honest';
    const setting: ModelGapSetting = { ...sizes, community, frozenCount, gain: isHonest ? 0 : gain };
    const count = isHonest ? rounds : Math.ceil(rounds / 6);
    const flagged = Array.from({ length: count }, (_, i) =>
      countModelGapFlags(setting, `model gaps:${community}:${frozenCount}:${i}`),
    );
    const anyShare = flagged.filter((flags) => flags > 0).length / count;
    const meanShare = flagged.reduce((sum, flags) => sum + flags, 0) / count / sizes.modelCount;
    console.log(
      `| ${isHonest ? '50 honest ones' : '50 copies, 5.3 points better where it answered'} | ${frozenCount > 0 ? '8 frozen models' : 'the others'} | ${count} | ${percent(anyShare)} | ${percent(meanShare)} |`,
    );
    const isWanted = isHonest ? anyShare <= honestMax : frozenCount === 0 || anyShare >= 0.5;
    if (!isWanted) process.exitCode = 1;
  }

function percent(share: number): string {
  return `${Number((100 * share).toFixed(2))} %`;
}
