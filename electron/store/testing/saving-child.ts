import { appendSave } from '../readings';
import { Store } from '../store';
import { sampleReading } from './sample-reading';

/**
 * Saves into the data folder given first, as often as given second, and prints a line for each save: `saved N` or
 * `problem …`. The third argument is the length of the text in each document.
 */
const [folder = '', count = '1', textLength = '10'] = process.argv.slice(2);
const store = new Store(folder);
if (store.problem !== null) process.stdout.write(`problem ${store.problem}\n`);
for (const notice of store.notices) process.stdout.write(`notice ${notice}\n`);
for (let number = 1; number <= Number(count); number++) {
  const reading = sampleReading('8f0ea2c1-5f9b-4f0e-9a6c-0d6a5b0e6f11', Number(textLength));
  const saved = store.use((database) =>
    appendSave(database, { reading, viewState: null, change: `change ${number}`, itemsLeft: number }),
  );
  const outcome = saved.ok ? saved.value : saved;
  process.stdout.write(outcome.ok ? `saved ${number}\n` : `problem ${outcome.problem}\n`);
}
store.close();
