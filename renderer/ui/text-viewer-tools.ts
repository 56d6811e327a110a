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

/** Interface texts of the key images. */
export const keyImageTexts = {
  title: 'Key images',
  counted: (count: number) => (count === 0 ? 'Key images' : `Key images (${count})`),
  one: 'Key image',
  act: 'key image',
  mark: 'Mark this image',
  toggle: 'Key image: mark or unmark',
  image: (stack: string, slice: number, slices: number) => `${stack} ${slice}/${slices}`,
  gone: 'not in this study',
  show: (image: string) => `Show key image ${image}`,
  note: 'Note',
  noteOf: (image: string) => `Note of key image ${image}`,
  remove: (image: string) => `Remove key image ${image}`,
} as const;

/** Interface texts of the run through the slices. */
export const cineTexts = {
  title: 'Cine',
  play: 'Play the slices',
  toggle: 'Cine: play / stop',
  stop: 'Stop',
  slower: 'Slower',
  faster: 'Faster',
  slowerCommand: 'Cine: slower',
  fasterCommand: 'Cine: faster',
  endsCommand: 'Cine: back and forth / round',
  speed: 'Slices a second',
  perSecond: (slices: number) => `${slices} slices/s`,
  bounces: 'Plays back and forth',
  loops: 'Plays round',
} as const;

/** Interface texts of copies and prints. */
export const outputTexts = {
  copy: 'Copy the view',
  print: 'Print the view…',
  savePdf: 'Save the view as PDF…',
  copied: 'View copied',
  notCopied: 'The view could not be copied: the system did not take it into the clipboard. Try again.',
  printed: 'View printed',
  saved: (file: string) => `Saved ${file}`,
  nothing: 'There is no image in the active viewport.',
  page: 'Page for paper',
  title: (subject: string) => `Rim Reader · ${subject}`,
  madeAt: (time: string, reader: string) => `${time} · ${reader}`,
  more: (count: number) => `and ${count} more`,
  notForMeasuring: 'Not to scale: do not measure on paper.',
  said: 'Copies and prints',
} as const;
