import type { Frame, Stack } from '../../shared/dicom/model';
import type { GreyPicture } from '../pixels/presentation-job';
import type { ReformatReply, ReformatRequest } from '../pixels/reformat-messages';
import type { SampledImage, VolumeSampling, VoxelValues } from '../pixels/sample-volume';
import { displayGeometry } from './display-geometry';
import { type Reformat, samplingOf, volumeBytes } from './reformat';

/** What of a displayed image a volume is built from; `grey` null: it is in colour. */
export interface SourceImage {
  grey: Pick<GreyPicture, 'slope' | 'intercept' | 'padding' | 'values'> | null;
  getPixelData(): ArrayLike<number>;
}

/** Loads the displayed image of a frame of the stack. */
export type LoadSource = (frameId: string) => Promise<SourceImage>;

/** All volumes in memory take no more than this, bytes; the one used longest ago goes. */
const budget = 256 * 1024 * 1024;
/** Slices loaded at the same time, so few that one the reader asks for is not held up. */
const simultaneous = 2;

class VolumeProblem extends Error {}

/** The volume of a stack, in a worker of its own. */
class Volume {
  private readonly worker = new Worker(new URL('../pixels/reformat-worker.ts', import.meta.url), {
    type: 'module',
    name: 'reformat',
  });
  private readonly waiting = new Map<
    number,
    { resolve: (image: SampledImage) => void; reject: (problem: Error) => void }
  >();
  private readonly filled: Promise<{ slope: number; intercept: number }>;
  private requests = 0;
  private ended = false;

  constructor(
    readonly stack: Stack,
    private readonly load: LoadSource,
  ) {
    this.worker.onmessage = ({ data }: MessageEvent<ReformatReply>) => {
      this.waiting.get(data.request)?.resolve(data.image);
      this.waiting.delete(data.request);
    };
    this.worker.onerror = (event) => {
      event.preventDefault();
      endVolume(this);
    };
    this.filled = this.fill();
    // Whoever asks for an image is told.
    this.filled.catch(() => endVolume(this));
  }

  async sample(sampling: VolumeSampling): Promise<{ image: SampledImage; slope: number; intercept: number }> {
    const scale = await this.filled;
    const image = await new Promise<SampledImage>((resolve, reject) => {
      if (this.ended) {
        reject(new VolumeProblem('the volume is no longer in memory'));
        return;
      }
      const request = ++this.requests;
      this.waiting.set(request, { resolve, reject });
      this.post({ kind: 'sample', request, sampling }, []);
    });
    return { image, ...scale };
  }

  end(): void {
    this.ended = true;
    this.worker.terminate();
    for (const { reject } of this.waiting.values())
      reject(new VolumeProblem('the volume is no longer in memory'));
    this.waiting.clear();
  }

  private async fill(): Promise<{ slope: number; intercept: number }> {
    const { frames } = this.stack;
    const { grey: scale } = await this.take(0);
    let next = 1;
    const run = async () => {
      while (next < frames.length && !this.ended) {
        const { grey } = await this.take(next++);
        if (grey.slope !== scale.slope || grey.intercept !== scale.intercept)
          throw new VolumeProblem('its slices are on different grey scales');
      }
    };
    await Promise.all(Array.from({ length: simultaneous }, run));
    return { slope: scale.slope, intercept: scale.intercept };
  }

  /** Loads a slice and gives a copy of it to the worker. */
  private async take(index: number): Promise<{ grey: NonNullable<SourceImage['grey']> }> {
    const frame = this.stack.frames[index];
    if (frame === undefined) throw new VolumeProblem('it has no slices');
    const { grey, getPixelData } = await this.load(frame.id);
    const pixels = getPixelData();
    if (grey === null || grey.values !== null || grey.padding !== null || !isVoxels(pixels))
      throw new VolumeProblem('its grey values are not on one scale');
    if (this.ended) throw new VolumeProblem('the volume is no longer in memory');
    const values = pixels.slice();
    // Images are displayed turned; all frames of a stack alike.
    const { columns, rows } = displayGeometry(this.stack, frame);
    this.post({ kind: 'slice', columns, rows, slices: this.stack.frames.length, index, values }, [
      values.buffer,
    ]);
    return { grey };
  }

  private post(request: ReformatRequest, transfer: Transferable[]): void {
    this.worker.postMessage(request, transfer);
  }
}

function isVoxels(pixels: ArrayLike<number>): pixels is VoxelValues {
  return pixels instanceof Uint8Array || pixels instanceof Int16Array || pixels instanceof Uint16Array;
}

/** By stack id, the one used last at the end. */
const volumes = new Map<string, Volume>();

function endVolume(volume: Volume): void {
  volume.end();
  if (volumes.get(volume.stack.id) === volume) volumes.delete(volume.stack.id);
}

function volumeOf(stack: Stack, load: LoadSource): Volume {
  const volume = volumes.get(stack.id) ?? new Volume(stack, load);
  volumes.delete(stack.id);
  volumes.set(stack.id, volume);
  let total = [...volumes.values()].reduce((sum, one) => sum + volumeBytes(one.stack), 0);
  for (const one of [...volumes.values()]) {
    if (total <= budget || one === volume) break;
    total -= volumeBytes(one.stack);
    endVolume(one);
  }
  return volume;
}

/** The grey image of a reformat's frame. Rejects with a sentence's end where its stack cannot be made a volume. */
export async function reformattedPicture(
  reformat: Reformat,
  frame: Frame,
  load: LoadSource,
): Promise<GreyPicture> {
  const sampling = samplingOf(reformat, frame);
  if (sampling === null) throw new VolumeProblem('it has no slices');
  const { image, slope, intercept } = await volumeOf(reformat.reformatOf, load).sample(sampling);
  return {
    kind: 'grey',
    ...image,
    slope,
    intercept,
    values: null,
    padding: null,
    window: null,
    curved: false,
  };
}

/** Lets go of every volume. */
export function releaseVolumes(): void {
  for (const volume of [...volumes.values()]) endVolume(volume);
}
