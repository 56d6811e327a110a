import { counted } from './format';
import { commandTexts, helpTexts, paletteTexts, settingsTexts } from './text-app';
import { hangingTexts } from './text-hanging';
import { viewerText } from './text-viewer';

export { drawingText } from './text-drawing';

/** Every word of the interface, by area. */
export const text = {
  commands: commandTexts,
  palette: paletteTexts,
  settings: settingsTexts,
  hanging: hangingTexts,
  help: helpTexts,
  steps: {
    numbering: 'Levels',
    fracture: 'Fracture',
    landmarks: 'Landmarks and wall',
    rim: 'Rim map',
    fragment: 'Fragment',
    canal: 'Canal',
    context: 'Context',
    clinical: 'Clinical',
  },
  app: {
    name: 'Rim Reader',
    disclaimer: 'Research and decision support; not a diagnosis',
    close: 'Close',
  },
  header: {
    library: 'Library',
    tools: 'Tools',
  },
  tools: {
    select: 'Select',
    level: 'Level',
    fracture: 'Fracture',
    landmark: 'Landmark',
    wall: 'Wall',
    disrupted: 'Disrupted',
    fragment: 'Fragment',
    outline: 'Outline',
    window: 'W/L',
    zoom: 'Zoom',
    pan: 'Pan',
    crosshair: 'Cross-hair',
  },
  reading: { notExported: 'Not exported: the reading could not be saved first.' },
  viewer: {
    viewport: (number: number, label: string | null) => `Viewport ${number}: ${label ?? 'empty'}`,
    stacks: 'Stacks',
    empty: 'Drag a stack here, or press Enter on one in the list.',
    loading: 'Loading…',
    cursor: 'Cursor position',
    slice: 'Slice',
    noTrustedScale: 'no scale bar',
    tryAgain: 'Try again',
    noScale: 'no scale bar: pixel spacing is missing',
    noPosition: 'position unknown',
    weightingUnknown: 'weighting unknown',
    stackHint: 'Drag onto a viewport, or press Enter to show it in the active one',
  },
  ...viewerText,
  footer: {
    geometry: 'Geometry',
    findings: 'Geometry findings',
    placeProblems: (count: number) => `⚠ ${counted(count, 'problem')} in this folder`,
    placeProblemsHint: 'Shows them in the library',
    processor: 'CPU rendering',
    graphics: 'GPU rendering',
    shortcuts: 'shortcuts',
  },
  library: {
    waitsForDisk: 'waiting for the disk',
    title: 'Library',
    openFolder: 'Open folder…',
    openFiles: 'Open files…',
    drop: 'Drop folders or files to open them',
    sources: 'Opened',
    studies: 'Studies',
    problems: 'Problems',
    cancel: 'Cancel',
    missing: 'not reachable',
    bundled: 'bundled',
    searching: 'Reading the files…',
    searchingHint: 'Studies appear here as they are found; one can be opened while the rest is read.',
    none: 'No studies yet',
    noneHint:
      'Open a folder with DICOM images, for example the folder of a patient CD. The app reads it where it is: nothing is copied and no patient name is shown.',
    noneUsable: 'No image could be used',
    noneUsableHint:
      'The list below says of each file why. Open another folder, or take a whole copy of the disc and open that.',
    nothingToExport: 'Nothing has been read yet, so there is nothing to export.',
    exportedTo: (name: string) => `Exported to ${name}`,
    exportButton: (areAll: boolean, readings: string) => `Export ${areAll ? 'all ' : ''}${readings}…`,
  },
} as const;
