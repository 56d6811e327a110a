import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** Text to background of the reading room: near-black, so that the image is the brightest thing on the screen. */
const dark: MantineColorsTuple = [
  '#dfe5ec',
  '#b9c4cf',
  '#93a0ad',
  '#66717d',
  '#2b333d',
  '#222a33',
  '#181d24',
  '#12161b',
  '#0a0c0f',
  '#000000',
];

/** The one accent colour. */
const accent: MantineColorsTuple = [
  '#e6f3ff',
  '#cfe6ff',
  '#a6d3ff',
  '#80c2ff',
  '#5ab0ff',
  '#3c9af0',
  '#2a85da',
  '#1f6fc0',
  '#185c9f',
  '#12477c',
];

/** The dark reading theme. */
export const theme = createTheme({
  colors: { dark, accent },
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 7 },
  fontFamily: 'Inter, "Segoe UI", system-ui, "DejaVu Sans", sans-serif',
  fontFamilyMonospace: '"JetBrains Mono", "DejaVu Sans Mono", ui-monospace, monospace',
  fontSizes: { xs: '11px', sm: '12.5px', md: '13.5px', lg: '15px', xl: '18px' },
  defaultRadius: 'sm',
  focusRing: 'auto',
  cursorType: 'pointer',
});

/** Names for the colours our own style sheets use. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  dark: {
    '--rim-line': '#252c35',
    '--rim-panel': '#12161b',
    '--rim-raised': '#181d24',
    '--rim-text': '#dfe5ec',
    '--rim-dim': '#93a0ad',
    '--rim-accent': '#5ab0ff',
    '--rim-good': '#57c28a',
    '--rim-warning': '#f2b84b',
    '--rim-bad': '#ff8f82',
    '--mantine-color-dimmed': '#93a0ad',
    '--mantine-color-anchor': '#5ab0ff',
  },
  light: {},
});
