import { makeDemoFiles } from './make-demo-files';

// Run by `tsx demo/flights/main.ts <outDir>`: a process of its own, so that training holds up nobody.
const outDir = process.argv[2];
if (outDir === undefined) throw new Error('usage: tsx demo/flights/main.ts <outDir>');
await makeDemoFiles(outDir, (line) => console.log(line));
