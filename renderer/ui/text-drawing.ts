/** Interface texts of the tools that place and draw: levels, landmarks, the wall trace, and their numbers. */
export const drawingText = {
  uncertainty: '± from placing points to a pixel (k = 2, about 95 %); not what readers differ by',
} as const;
