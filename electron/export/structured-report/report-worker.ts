import { parentPort } from 'node:worker_threads';
import { encodedReport } from './report-per-reading';
import type { ReportToMake } from './report-threads';

let last = Promise.resolve();

parentPort?.on('message', (report: ReportToMake) => {
  last = last.then(async () => parentPort?.postMessage(await encodedReport(report)));
});
