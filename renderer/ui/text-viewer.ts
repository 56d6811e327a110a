/** Interface texts of layouts, links, cross-hair, reformats and the second window. */
export const viewerText = {
  layout: {
    button: (rows: number, columns: number) => `Layout: ${rows} × ${columns}`,
    choose: 'Layouts',
    name: (rows: number, columns: number) => `${rows} × ${columns}`,
    act: (rows: number, columns: number) => `Layout ${rows} × ${columns}`,
  },
  links: {
    group: 'Links',
    linked: 'Link slices',
    zoomLinked: 'Link zoom and pan',
    windowLinked: 'Link grey windows',
    linkedHint: 'slices by position, in stacks at up to 40° to each other',
    zoomLinkedHint: 'zoom and pan in mm, in parallel stacks',
    windowLinkedHint: 'grey windows in stacks of one weighting, in proportion to their default windows',
    on: 'on',
    off: 'off',
  },
  room: {
    menu: 'View',
    fold: 'Images only',
    fullScreen: 'Full screen',
    second: 'Second window',
  },
  secondWindow: {
    title: 'Second window',
    follows: 'Shows the study of the reading window',
    stack: 'Stack in the active viewport',
    nothing: 'No study is open in the reading window.',
    notLoaded: 'The images could not be loaded. Close this window and open it again.',
    close: 'Close this window',
  },
  reformat: {
    mark: 'reformatted: not for measuring',
    next: 'Next plane of the stack (reformat)',
    offered: (label: string) => `Reformats of ${label}`,
    none: (label: string) => `No reformats of ${label}`,
  },
  crosshair: {
    name: 'Cross-hair',
    onSlice: 'on this slice',
    offSlice: (millimetres: string) => `${millimetres} mm off`,
    remove: 'Remove the cross-hair',
    inMiddle: 'Cross-hair in the middle of the viewport',
  },
} as const;
