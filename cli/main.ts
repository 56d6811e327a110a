import { Command } from 'commander';
import { register as registerAgreement } from './agreement';
import { register as registerExport } from './export';
import { register as registerRisk } from './risk';
import { register as registerScan } from './scan';
import { register as registerValidate } from './validate';
import { register as registerVerifyAudit } from './verify-audit';

const program = new Command('rim-reader')
  .description('Reads spine MRI studies and findings of the posterior vertebral rim.')
  .showHelpAfterError()
  .exitOverride((error) => process.exit(error.exitCode === 0 ? 0 : 2));

const commands = [
  registerScan,
  registerValidate,
  registerRisk,
  registerExport,
  registerAgreement,
  registerVerifyAudit,
];
for (const register of commands) register(program);

// A reader that closes the pipe early (head, less) ends the program without an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

await program.parseAsync();
