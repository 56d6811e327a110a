import type { ReformatReply, ReformatRequest } from './reformat-messages';
import { emptyLike, sampleVolume, type VoxelVolume } from './sample-volume';

/** What the web worker's scope offers, of what is used here. */
interface WorkerScope {
  postMessage(reply: ReformatReply, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent<ReformatRequest>) => void): void;
}

const scope = self as unknown as WorkerScope;
let volume: VoxelVolume | null = null;

scope.addEventListener('message', ({ data }) => {
  if (data.kind === 'slice') {
    const { columns, rows, slices, index, values } = data;
    volume ??= { columns, rows, slices, values: emptyLike(values, columns * rows * slices) };
    volume.values.set(values, index * columns * rows);
    return;
  }
  if (volume === null) return;
  const image = sampleVolume(volume, data.sampling);
  scope.postMessage({ request: data.request, image }, [image.pixels.buffer]);
});
