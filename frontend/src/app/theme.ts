import { createTheme, DEFAULT_THEME, type MantineColorsTuple } from '@mantine/core';

// Deep green, dark enough at shade 7 for white text (contrast above 5:1).
const forest: MantineColorsTuple = [
  '#e9f7f3',
  '#d4ece5',
  '#a8d9cb',
  '#78c5b0',
  '#51b499',
  '#38a98a',
  '#239178',
  '#0f7a66',
  '#0b6b5c',
  '#045448',
];

// Mantine's darkest orange is too light for white text.
const [o0, o1, o2, o3, o4, o5, o6, o7, o8] = DEFAULT_THEME.colors.orange;
const orange: MantineColorsTuple = [o0, o1, o2, o3, o4, o5, o6, o7, o8, '#c2410c'];

export const theme = createTheme({
  primaryColor: 'forest',
  primaryShade: { light: 8, dark: 7 },
  colors: { forest, orange },
  defaultRadius: 'md',
  autoContrast: true,
  luminanceThreshold: 0.32,
  respectReducedMotion: true,
  focusRing: 'auto',
  cursorType: 'pointer',
  fontFamily:
    "Inter, 'Segoe UI', system-ui, -apple-system, 'Open Sans', Roboto, 'Helvetica Neue', Arial, sans-serif",
  headings: { fontWeight: '650' },
  // One look for the title of every dialog. Mantine makes these headers <header>: a page has one banner, and it is the shell's.
  components: {
    // In its own colour a title is too faint on the light ground of yellow and orange; the icon keeps it.
    Alert: { styles: { label: { color: 'var(--mantine-color-text)' } } },
    Modal: { styles: { title: { fontWeight: 650, overflowWrap: 'anywhere' } } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    ModalHeader: { defaultProps: { role: 'presentation' } },
  },
});
