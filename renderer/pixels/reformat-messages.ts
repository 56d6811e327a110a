import type { SampledImage, VolumeSampling, VoxelValues } from './sample-volume';

/** To the worker that holds a volume: its slices, then the images wanted of it. */
export type ReformatRequest =
  | { kind: 'slice'; columns: number; rows: number; slices: number; index: number; values: VoxelValues }
  | { kind: 'sample'; request: number; sampling: VolumeSampling };

/** From the worker, one for each image wanted. */
export interface ReformatReply {
  request: number;
  image: SampledImage;
}
