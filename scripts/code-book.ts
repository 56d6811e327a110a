/**
 * Writes docs/code-book.md, the columns of the exported tables, from their catalogue: npm run code-book.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { codeBookMarkdown } from '../shared/export/code-book';

writeFileSync(path.join(import.meta.dirname, '../docs/code-book.md'), codeBookMarkdown());
