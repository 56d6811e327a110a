import { parentPort, workerData } from 'node:worker_threads';
import { type StoredReading, type TextTask, textOfStored } from './stored-text';

const textOf = textOfStored(workerData as TextTask);

parentPort?.on('message', (readings: StoredReading[]) => {
  const text = textOf(readings);
  parentPort?.postMessage(text, text.ok ? [text.value.buffer] : []);
});
