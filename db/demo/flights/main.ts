import { makeDemoFiles } from '@/db/demo/flights/make-demo-files';

// Run by `tsx db/demo/flights/main.ts <outDir>`: a process of its own, so that training holds up nobody.
const outDir = process.argv[2];
if (outDir === undefined) throw new Error('usage: tsx db/demo/flights/main.ts <outDir>');
await makeDemoFiles(outDir, (line) => console.log(line));
