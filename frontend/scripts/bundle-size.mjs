// How much JavaScript sign-in and dashboard load before they work, gzipped. Exit 1 above the limit.
// Read from the build's manifest: `npm run build` first.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const LIMIT_KB = 200;
const dist = new URL('../dist/', import.meta.url);
const manifest = JSON.parse(readFileSync(fileURLToPath(new URL('.vite/manifest.json', dist)), 'utf8'));

// What each page imports while it loads; everything else (charts, toasts, other texts) comes later.
const LANGUAGES = ['en', 'fr'];
const PAGES = {
  'sign-in': ['index.html', 'src/features/auth/SignInPage.tsx'],
  dashboard: ['index.html', 'src/app/Shell.tsx', 'src/features/dashboard/DashboardPage.tsx'],
};

/** Files of these modules and of all that they import statically. */
function filesOf(modules) {
  const seen = new Set();
  const follow = (key) => {
    const chunk = manifest[key];
    if (!chunk) throw new Error(`${key} is not in the manifest: was it renamed?`);
    if (seen.has(key)) return;
    seen.add(key);
    for (const imported of chunk.imports ?? []) follow(imported);
  };
  modules.forEach(follow);
  return [...seen].map((key) => manifest[key].file);
}

const sizeOf = (file) => gzipSync(readFileSync(fileURLToPath(new URL(file, dist))), { level: 9 }).length;

let isOver = false;
for (const [page, modules] of Object.entries(PAGES)) {
  for (const language of LANGUAGES) {
    const files = filesOf([...modules, `src/i18n/${language}/first.ts`]);
    const sizes = files.map((file) => [file, sizeOf(file)]).sort((a, b) => b[1] - a[1]);
    const total = sizes.reduce((sum, [, size]) => sum + size, 0) / 1000;
    isOver ||= total > LIMIT_KB;
    console.log(`\n${page} (${language}): ${total.toFixed(1)} kB of ${LIMIT_KB} kB gzip`);
    if (language !== LANGUAGES[0]) continue;
    for (const [file, size] of sizes) console.log(`${(size / 1000).toFixed(1).padStart(8)} kB  ${file}`);
  }
}
if (isOver) {
  console.error(
    `\nA page loads more than ${LIMIT_KB} kB. See what it imports, and load later what it can do without.`,
  );
  process.exit(1);
}
