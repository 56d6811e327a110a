/** Reads a phantom case through the app's interface: npm run demo -- --out DIR [--case NAME], or --list. */
import { runDemo } from './set-up/demo.mjs';
import { runScript } from './set-up/project.mjs';

await runScript(() => runDemo(process.argv.slice(2)));
