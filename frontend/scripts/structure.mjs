// The rules of how the web app is built, read from its source: CONTRIBUTING.md says them in words.
import ts from 'typescript';

/** From the ground up: a file imports from its own floor and from those below it. */
const FLOORS = ['lib', 'i18n', 'hooks', 'components', 'features', 'app', 'routes'];
/** The same inside a feature that has rooms; what lies at its root is above them, its style sheets are everybody's. */
const ROOMS = { editor: ['draft', 'fields', 'steps'] };
const MOST_LINES = { file: 300, component: 150, function: 80 };

/** What a file breaks, one sentence each. `file` is its path from frontend/, such as `src/lib/useFormat.ts`. */
export function findFaults(file, text) {
  const lines = text.split('\n').length - 1;
  const faults = lines > MOST_LINES.file ? [`${file}: ${lines} lines, at most ${MOST_LINES.file}`] : [];
  if (!/\.(tsx?|mjs)$/.test(file)) return faults;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  return [...faults, ...listLong(source), ...(isTest(file) ? [] : listForbidden(source))];
}

/** Files that an import cannot tell apart where upper and lower case are the same, as on a Mac: `Story.tsx`, `story.ts`. */
export function findTwins(files) {
  const modules = files.filter((file) => /\.tsx?$/.test(file));
  const bare = (file) => file.replace(/\.tsx?$/, '').toLowerCase();
  const twins = modules.filter((file, at) => modules.findIndex((other) => bare(other) === bare(file)) !== at);
  return twins.map((file) => `${file}: another file has this name but for upper and lower case`);
}

/** Packages without a reason, and reasons without a package. */
export function findUnexplained({ dependencies, devDependencies, '//': reasons }) {
  const packages = Object.keys({ ...dependencies, ...devDependencies });
  return [
    ...packages
      .filter((name) => !reasons[name])
      .map((name) => `package.json: why is ${name} here? Say it in "//"`),
    ...Object.keys(reasons)
      .filter((name) => !packages.includes(name))
      .map((name) => `package.json: "//" tells of ${name}, which is not here`),
  ];
}

// Tests and what they share may reach anywhere.
const isTest = (file) => file.includes('.test.') || file.includes('/testing/');

function listLong(source) {
  const found = [];
  walk(source, (node) => {
    if (!ts.isFunctionLike(node) || !node.body || isSuite(node)) return;
    const lines = lineOf(source, node.end) - lineOf(source, node.getStart(source)) + 1;
    const name = nameOf(node);
    const kind = source.fileName.endsWith('.tsx') && /^[A-Z]/.test(name) ? 'component' : 'function';
    if (lines <= MOST_LINES[kind]) return;
    const place = `${source.fileName}:${lineOf(source, node.getStart(source))}`;
    found.push(
      `${place}: ${kind} ${name || '(without a name)'} has ${lines} lines, at most ${MOST_LINES[kind]}`,
    );
  });
  return found;
}

/** `describe('…', () => …)` is a heading over its tests. */
const isSuite = (node) =>
  ts.isCallExpression(node.parent) && /^describe\b/.test(node.parent.expression.getText());

/** Its own name, or that of what it is assigned to, as in `const Row = memo(() => …)`. */
function nameOf(node) {
  if (node.name) return node.name.getText();
  let owner = node.parent;
  while (ts.isCallExpression(owner) || ts.isParenthesizedExpression(owner)) owner = owner.parent;
  return ts.isVariableDeclaration(owner) || ts.isPropertyAssignment(owner) ? owner.name.getText() : '';
}

function listForbidden(source) {
  const own = placeOf(source.fileName);
  if (!own) return [];
  const found = [];
  walk(source, (node) => {
    const path = importedBy(node);
    const other = path && placeOf(resolve(source.fileName, path));
    if (!other) return;
    const place = `${source.fileName}:${lineOf(source, node.getStart(source))}`;
    if (other.floor > own.floor) found.push(`${place}: imports from above, ${path}`);
    else if (own.feature && other.feature && other.feature !== own.feature) {
      found.push(`${place}: one feature imports another, ${path}`);
    } else if (other.feature === own.feature && other.room > own.room && !path.endsWith('.css')) {
      found.push(`${place}: imports from a room above, ${path}`);
    }
  });
  return found;
}

/** What is imported, by a declaration, an export or `import()`. */
function importedBy(node) {
  const isCall = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  const given = isCall
    ? node.arguments[0]
    : ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
      ? node.moduleSpecifier
      : undefined;
  return given && ts.isStringLiteral(given) ? given.text : null;
}

function resolve(file, path) {
  if (path.startsWith('@/')) return path.replace('@/', 'src/');
  return path.startsWith('.') ? new URL(path, `file:///${file}`).pathname.slice(1) : path;
}

/** Floor, feature and room of a path; null outside the floors, as for packages and for `src/main.tsx`. */
function placeOf(path) {
  const [root, folder, inner, place] = path.split('/');
  const floor = root === 'src' ? FLOORS.indexOf(folder) : -1;
  const feature = folder === 'features' ? inner : null;
  const rooms = ROOMS[feature] ?? [];
  return floor < 0
    ? null
    : { floor, feature, room: rooms.includes(place) ? rooms.indexOf(place) : rooms.length };
}

const lineOf = (source, position) => source.getLineAndCharacterOfPosition(position).line + 1;

function walk(node, look) {
  look(node);
  ts.forEachChild(node, (child) => walk(child, look));
}
