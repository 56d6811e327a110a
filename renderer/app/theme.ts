import { type CSSVariablesResolver, createTheme, Input, type MantineColorsTuple } from '@mantine/core';

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

/** Sizes, fonts and the accent, for both themes. */
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
  components: {
    // What explains a field stays readable from where the images are read.
    InputWrapper: Input.Wrapper.extend({
      vars: () => ({
        label: {},
        error: {},
        success: {},
        description: { '--input-description-size': '11px' },
      }),
    }),
  },
});

/** What Mantine's components take from the colours of `ui/colours.css`. */
export const cssVariables: CSSVariablesResolver = () => {
  const common = {
    '--mantine-color-body': 'var(--rim-panel)',
    '--mantine-color-text': 'var(--rim-text)',
    '--mantine-color-dimmed': 'var(--rim-dim)',
    '--mantine-color-placeholder': 'var(--rim-dim)',
    '--mantine-color-anchor': 'var(--rim-accent)',
    '--mantine-color-error': 'var(--rim-bad)',
    '--mantine-color-default-border': 'var(--rim-edge)',
  };
  return { variables: {}, dark: common, light: common };
};
