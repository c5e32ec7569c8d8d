import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { describeTrainings } from '@/app/benchmarks/[slug]/models/[model]/system/describe-training';
import type { Actor } from '@/services/access/caller';
import { closeRound, revealRound } from '@/services/round/openings';
import { submit } from '@/services/submission/submit';
import { listTrainings, readTrainings } from '@/services/version/training';
import { formRequest } from '@/testing/form-request';
import { makeBenchmark, makeOpenRound } from '@/testing/make-benchmark';
import { makePerson } from '@/testing/make-person';
import { makeTestSite, type TestSite } from '@/testing/make-test-site';
import { findTestEngine } from '@/testing/provide-containers';
import { startTestScorer } from '@/testing/start-test-scorer';
import { awaitAutomatic } from '@/testing/submit-model';
import { submitForm } from '@/testing/submit-predictions';
import { tinyTestSet } from '@/testing/tiny-models';
import { unwrap } from '@/testing/unwrap';
import { waitUntil } from '@/testing/wait-until';
import { writePerlLayer } from '../runner/container/testing/perl-image';
import { writeDockerArchive } from '../runner/container/testing/write-image';

const engine = await findTestEngine('runsc');
const perlLayer = engine && (await writePerlLayer());

/**
 * Perl program that learns which label is most frequent in the revealed rounds, and predicts it for each
 * item.
 */
const program = String.raw`
if ($ARGV[0] eq "train") {
  open R, "<", "/input/rounds.json" or die $!; my @rounds = join("", <R>) =~ /"round": (\d+)/g;
  my %count;
  for my $round (@rounds) {
    open I, "<", "/input/rounds/$round/train.csv" or die $!;
    chomp(my $header = <I>); my @names = split /,/, $header; my ($at) = grep { $names[$_] eq "label" } 0..$#names;
    while (my $line = <I>) { chomp $line; $count{(split /,/, $line)[$at]}++ }
  }
  my ($label) = sort { $count{$b} <=> $count{$a} } keys %count;
  my $last = -e "/previous/label" ? "again" : "first";
  open M, ">", "/model/label" or die $!; print M "$label\n@rounds\n"; close M or die $!;
  print "$last on rounds @rounds: $label of ", join(" and ", sort keys %count), "\n";
} else {
  my $label = "no"; if (open M, "<", "/model/label") { chomp($label = <M>) }
  open I, "<", "/input/inputs.csv" or die $!; open O, ">", "/output/predictions.csv" or die $!;
  print O "id,prediction\n"; <I>;
  while (<I>) { my ($id) = split /,/; print O "$id,$label\n" } close O or die $!;
}`;

describe.skipIf(engine === undefined)('system that trains itself', { timeout: 900_000 }, () => {
  let site: TestSite;
  let maintainer: Actor;
  beforeEach(async () => {
    site = await makeTestSite();
    maintainer = await makePerson(site);
  });
  afterEach(() => site?.drop());

  async function reveal(slug: string, number: number): Promise<void> {
    unwrap(await closeRound(maintainer, slug, number, { reason: 'It has run long enough' }));
    const hasRow = async (query: PromiseLike<readonly unknown[]>) => (await query).length > 0;
    await waitUntil(() =>
      hasRow(
        site.superuser`select from snapshots s join rounds r using (round_id) where r.number = ${number} and s.split = 'final'`,
      ),
    );
    unwrap(await revealRound(maintainer, slug, number));
    await waitUntil(() =>
      hasRow(site.superuser`select from rounds where number = ${number} and state = 'revealed'`),
    );
  }

  const listVersions = () =>
    site.superuser<{ version: string; state: string }[]>`
      select version, state from model_versions order by frozen_at, version`;
  const awaitTraining = (count: number) =>
    waitUntil(async () => {
      const rows = await site.superuser<{ state: string; code: string | null; log: string }[]>`
        select state, code, log from trainings order by created_at`;
      return rows.length === count && rows.every(({ state }) => !/queued|checking/.test(state)) && rows;
    });

  /** Perl code for each month's training; by default the program learns and writes its model. */
  const misdeeds = String.raw`
if ($ARGV[0] eq "train") {
  open R, "<", "/input/rounds.json" or die $!; my $months = () = join("", <R>) =~ /"round": \d+/g;
  die "no such column\n" if $months == 2;
  if ($months == 3) { sleep 1 while 1 }
  exit 0 if $months == 4;
  if ($months == 5) { open M, ">", "/model/large"; truncate M, 5 * 1024 ** 3; close M; exit 0 }
}
`;

  it('has a new version after each successful training of six months, and keeps its earlier version after a failed one', async () => {
    const slug = await makeBenchmark(maintainer, {
      ...{ accepts: ['container'], model_sample: [{ a: 1, b: 2 }] },
      // 61 seconds: a minute and one more.
      container_needs: { memory_mb: 256, wall_seconds: 20, training_hours: 61 / 3_600 },
    });
    const scorer = await startTestScorer(site, { containers: engine, slots: 8 });
    await makeOpenRound(maintainer, slug, tinyTestSet(1));
    const person = await makePerson(site);
    const config = { Entrypoint: ['/bin/perl', '-e', misdeeds + program, '--'], Cmd: ['predict'] };
    const layers = [perlLayer ?? Buffer.alloc(0)];
    const image = gzipSync(writeDockerArchive({ layers, config }), { level: 1 });
    const metadata = { kind: 'container', model: 'Renewing', version: '1', trains: true };
    const options = { dryRun: false, idempotencyKey: null };
    unwrap(await submit(person, slug, formRequest(metadata, 'file', image), options));
    await waitUntil(async () => (await listVersions()).some(({ state }) => state === 'active'));

    const outcomes: (string | null)[] = [];
    const evaluated: string[][] = [];
    for (let month = 1; month <= 6; month++) {
      await reveal(slug, month);
      // Waits between the close and the next opening, so that no round is open while the image trains.
      outcomes.push((await awaitTraining(month)).at(-1)!.code);
      await makeOpenRound(maintainer, slug, tinyTestSet(month + 1));
      const inService = (await listVersions()).length;
      const rows = await awaitAutomatic(site, slug, month + 1, inService);
      evaluated.push(rows.map(({ version, state }) => `${version} ${state}`));
    }
    expect(outcomes).toEqual([null, 'exit_code', 'timeout', 'no_model', 'model_too_large', null]);
    const first = ['1 scored', '1@1 scored'];
    expect(evaluated).toEqual([first, first, first, first, first, [...first, '1@6 scored']]);
    await scorer.stop();

    await expectFrozenBefore();
    await expectTrainedOnRevealed(6);
    const { items } = unwrap(await listTrainings(person, slug, { limit: 10 }));
    expect(items.find(({ code }) => code === 'exit_code')!.log).toContain('no such column');
    expect(items.map(({ in_time }) => in_time)).toEqual([true, false, false, false, false, true]);
    const { shown } = await readTrainings(site.web.db, await findOnlyModel());
    expect(describeTrainings(shown.slice(1))).toBe(
      'Its training on 5 revealed rounds made no version: it wrote more than a version may have. So 1@1 is still its newest version.',
    );
  });

  /**
   * Expects that each evaluated trained version was frozen after the reveal that it learned from, and before
   * its round opened.
   */
  async function expectFrozenBefore(): Promise<void> {
    const rows = await site.superuser<{ version: string; isBefore: boolean; isAfter: boolean }[]>`
      select v.version, v.frozen_at < r.opened_at as "isBefore", v.frozen_at > learned.revealed_at as "isAfter"
      from submissions s join rounds r using (round_id) join model_versions v using (version_id)
        join trainings t on t.version_id = v.version_id join rounds learned on learned.round_id = t.round_id`;
    expect(rows).toHaveLength(7);
    for (const row of rows) expect(row).toMatchObject({ isBefore: true, isAfter: true });
  }

  /** Expects that each training read exactly the revealed rounds, with the hashes of their archives. */
  async function expectTrainedOnRevealed(count: number): Promise<void> {
    const rows = await site.superuser<{ round: number; data: object[]; archives: object[] }[]>`
      select r.number as round, t.data, (
        select jsonb_agg(jsonb_build_object('round', q.number, 'files', (
          select jsonb_agg(jsonb_build_object('name', f ->> 'name', 'bytes', f -> 'byteCount', 'sha256', f ->> 'sha256') order by f ->> 'name')
          from jsonb_array_elements(q.archive) f where f ->> 'name' in ('items.parquet', 'train.csv'))) order by q.number)
        from rounds q where q.number <= r.number) as archives
      from trainings t join rounds r using (round_id) order by r.number`;
    expect(rows.map(({ round }) => round)).toEqual(Array.from({ length: count }, (_, i) => i + 1));
    for (const { data, archives } of rows) expect(data).toMatchObject(archives);
    for (const { round, data } of rows) expect(data).toHaveLength(round);
  }

  async function findOnlyModel(): Promise<{ benchmarkId: string; modelSlug: string }> {
    const [row] = await site.superuser<[{ benchmarkId: string; modelSlug: string }]>`
      select benchmark_id as "benchmarkId", slug as "modelSlug" from models`;
    return row;
  }

  it('learns from each revealed round on a runner, and predicts in the next one with what it learned', async () => {
    const slug = await makeBenchmark(maintainer, {
      ...{ accepts: ['container'], model_sample: [{ a: 1, b: 2 }] },
      container_needs: { memory_mb: 256, wall_seconds: 20, training_hours: 1 },
    });
    const scorer = await startTestScorer(site, { containers: engine, slots: 8 });
    await makeOpenRound(maintainer, slug, tinyTestSet(1));
    await reveal(slug, 1);
    await makeOpenRound(maintainer, slug, tinyTestSet(2));
    const image = gzipSync(
      writeDockerArchive({
        layers: [perlLayer ?? Buffer.alloc(0)],
        config: { Entrypoint: ['/bin/perl', '-e', program, '--'], Cmd: ['predict'] },
      }),
      { level: 1 },
    );
    const metadata = { kind: 'container', model: 'Renewing', version: '1', trains: true };
    unwrap(await submitForm(await makePerson(site), slug, formRequest(metadata, 'file', image)));
    expect(await awaitTraining(1)).toMatchObject([
      { state: 'frozen', log: expect.stringMatching(/^first on rounds 1: (yes|no) of no and yes$/) },
    ]);
    await reveal(slug, 2);
    const [, second] = await awaitTraining(2);
    expect(second).toMatchObject({ state: 'frozen', log: expect.stringMatching(/^again on rounds 1 2: /) });
    expect((await listVersions()).map(({ version }) => version)).toEqual(['1', '1@1', '1@2']);
    await makeOpenRound(maintainer, slug, tinyTestSet(3));
    const evaluated = await awaitAutomatic(site, slug, 3, 3);
    expect(evaluated.map(({ version, state }) => `${version} ${state}`)).toEqual([
      ...['1 scored', '1@1 scored', '1@2 scored'],
    ]);
    await scorer.stop();
  });
});
