// Whether the source keeps the rules of structure.mjs. Exit 1 with one line for each fault.
import { globSync, readFileSync } from 'node:fs';
import { findFaults, findTwins, findUnexplained } from './structure.mjs';

const WRITTEN = '{src,e2e,scripts,benchmarks}/**/*.{ts,tsx,mjs,css}';
const GENERATED = 'src/lib/api/schema.d.ts';

const files = globSync(WRITTEN);
const faults = files
  .filter((file) => file !== GENERATED)
  .flatMap((file) => findFaults(file, readFileSync(file, 'utf8')));
faults.push(...findTwins(files));
faults.push(...findUnexplained(JSON.parse(readFileSync('package.json', 'utf8'))));

for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exit(1);
