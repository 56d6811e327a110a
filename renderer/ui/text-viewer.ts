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
  },
  crosshair: {
    name: 'Cross-hair',
    onSlice: 'on this slice',
    offSlice: (millimetres: string) => `${millimetres} mm off`,
    remove: 'Remove the cross-hair',
    inMiddle: 'Cross-hair in the middle of the viewport',
  },
} as const;
