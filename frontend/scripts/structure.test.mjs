import { expect, test } from 'vitest';
import { findFaults, findTwins, findUnexplained } from './structure.mjs';

const lines = (count) => '\n'.repeat(count);

test('a file has at most 300 lines', () => {
  expect(findFaults('src/lib/a.ts', lines(300))).toEqual([]);
  expect(findFaults('src/lib/a.css', lines(301))).toEqual(['src/lib/a.css: 301 lines, at most 300']);
});

test('a function has at most 80 lines, a component 150, a suite of tests as many as it has tests', () => {
  const long = (head, count) => `${head} {${lines(count - 1)}}`;
  expect(findFaults('src/lib/a.ts', long('function f()', 80))).toEqual([]);
  expect(findFaults('src/lib/a.ts', long('function f()', 81))).toHaveLength(1);
  expect(findFaults('src/lib/a.ts', long('export const useA = () =>', 81))).toHaveLength(1);
  expect(findFaults('src/lib/a.tsx', long('const Row = memo(function Row()', 150).concat(')'))).toEqual([]);
  expect(findFaults('src/lib/a.tsx', long('const Row = memo(() =>', 151).concat(')'))).toHaveLength(1);
  expect(findFaults('src/lib/a.test.ts', long("describe('a', () =>", 151).concat(')'))).toEqual([]);
  expect(findFaults('src/lib/a.test.ts', long("test('a', () =>", 81).concat(')'))).toHaveLength(1);
});

test.each([
  ['src/lib/a.ts', "import { useMe } from '@/hooks/useMe';"],
  ['src/lib/api/a.ts', "import { useMe } from '../../hooks/useMe';"],
  ['src/components/a.tsx', "const Page = lazy(() => import('@/features/auth/SetupPage'));"],
  ['src/hooks/useA.ts', "export type { Row } from '@/components/badges';"],
  ['src/features/auth/a.tsx', "import { Funnel } from '../campaigns/Funnel';"],
  ['src/features/auth/a.tsx', "import { Funnel } from '@/features/campaigns/Funnel';"],
  ['src/features/editor/draft/a.ts', "import type { EditorData } from '@/features/editor/CampaignEditor';"],
  ['src/features/editor/fields/a.tsx', "import { CheckStep } from '../steps/CheckStep';"],
])('%s may not say %s', (file, text) => {
  expect(findFaults(file, text)).toHaveLength(1);
});

test.each([
  ['src/features/auth/a.tsx', "import { useMe } from '@/hooks/useMe';"],
  ['src/features/auth/a.tsx', "import { AuthLayout } from './AuthLayout';"],
  ['src/features/editor/steps/a.tsx', "import classes from '@/features/editor/Editor.module.css';"],
  ['src/features/editor/steps/a.tsx', "import { Notice } from '@/features/editor/fields/Notice';"],
  ['src/features/editor/CampaignEditor.tsx', "import { CheckStep } from './steps/CheckStep';"],
  ['src/app/Shell.tsx', "import { Navigation } from './Navigation';"],
  ['src/lib/a.test.ts', "import { Funnel } from '@/features/campaigns/Funnel';"],
  ['src/main.tsx', "import { App } from './App';"],
])('%s may say %s', (file, text) => {
  expect(findFaults(file, text)).toEqual([]);
});

test('no two files of a folder differ in upper and lower case alone', () => {
  expect(
    findTwins(['src/a/Story.tsx', 'src/a/story-steps.ts', 'src/b/Story.tsx', 'src/a/Story.test.tsx']),
  ).toEqual([]);
  expect(findTwins(['src/a/Story.tsx', 'src/a/story.ts'])).toHaveLength(1);
});

test('every package says why it is here', () => {
  const told = {
    dependencies: { react: '1' },
    devDependencies: { knip: '1' },
    '//': { react: 'pages', knip: 'a' },
  };
  expect(findUnexplained(told)).toEqual([]);
  expect(findUnexplained({ ...told, devDependencies: { vitest: '1' } })).toHaveLength(2);
});
