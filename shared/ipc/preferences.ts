import { z } from 'zod';
import { firstHangingProtocol, hangingProtocolSchema } from './hanging';

/** Steps of the interface's size, as a factor. */
export const interfaceScales = [1, 1.1, 1.25, 1.5, 1.75, 2] as const;

/** How the points of a line come about between the clicks. */
export const drawingModes = ['points', 'freehand', 'spline', 'wire'] as const;
export type DrawingMode = (typeof drawingModes)[number];

/**
 * What a reader chose for the interface, stored under the reader's id. Members are only ever added, each with a default,
 * so that older preferences stay readable; members of a newer version are kept. `version` changes only with a meaning.
 */
export const preferencesSchema = z.looseObject({
  version: z.literal(1).default(1),
  /** Colours of everything around the images; the image area is near-black in both. */
  theme: z.enum(['dark', 'light']).default('dark'),
  /** Size of the interface, 1 to 2. */
  scale: z.number().min(1).max(2).default(1),
  /** Keys in place of a command's own, by command id; an empty list: no key. */
  keys: z.record(z.string().max(100), z.array(z.string().min(1).max(40)).max(8)).default({}),
  /** Goes on to what is missing next when a step is complete. */
  advances: z.boolean().default(true),
  /** Where stacks are put on opening, and what each step shows. */
  hanging: hangingProtocolSchema.default(firstHangingProtocol),
  /** How the lines of the wall and of canal outlines are drawn. */
  drawing: z
    .object({
      wall: z.enum(drawingModes).default('points'),
      outline: z.enum(drawingModes).default('points'),
    })
    .default({ wall: 'points', outline: 'points' }),
  /** How pixels are enlarged: smoothly, or each as the rectangle it is. */
  interpolation: z.enum(['smooth', 'nearest']).default('smooth'),
  /** Slices a second, and what a run through them does at the ends of the stack. */
  cine: z
    .object({
      framesPerSecond: z.number().min(1).max(60).default(10),
      ends: z.enum(['bounce', 'loop']).default('bounce'),
    })
    .default({ framesPerSecond: 10, ends: 'bounce' }),
});
export type Preferences = z.infer<typeof preferencesSchema>;

/** What a reader starts with. */
export const firstPreferences: Preferences = preferencesSchema.parse({});
