/** Interface texts of the image tools: grey windows, interpolation, magnifier, cine, key images, copies and prints. */
export const imageToolTexts = {
  menu: 'Image',
  windows: 'Grey windows',
  presets: {
    standard: 'Default',
    soft: 'Soft',
    contrast: 'High contrast',
    cortex: 'Bright cortex',
    softTissue: 'Soft tissue',
    bone: 'Bone',
    spine: 'Spine',
    full: 'Full range',
  },
  presetCommand: (number: number, mr: string, ct: string) =>
    mr === ct
      ? `Window ${number}: ${mr.toLowerCase()}`
      : `Window ${number}: ${mr.toLowerCase()}, CT ${ct.toLowerCase()}`,
  region: 'Window from a region',
  regionHint: 'Drag a rectangle',
  oneValue: 'The rectangle holds one grey value only; the window stays.',
  colour: 'A colour image has no grey window.',
  notLoaded: 'The grey values of the image could not be read; the window stays.',
  smooth: 'Smooth pixels',
  smoothCommand: 'Smooth pixels: on / off',
  magnifier: 'Magnifier',
  magnifierCommand: 'Magnifier: on / off, or while held',
} as const;
