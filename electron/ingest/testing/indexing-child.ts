import { indexPaths } from '../index-paths';

/** Indexes the folder given first and prints the problems found as JSON. */
const [folder = ''] = process.argv.slice(2);
const { problems } = await indexPaths([folder], { secret: 'test' });
process.stdout.write(JSON.stringify(problems));
