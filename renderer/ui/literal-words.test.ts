import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';

const renderer = join(import.meta.dirname, '..');

/** Attributes a reader sees or hears. */
const saidAttributes =
  /^(aria-label|aria-description|aria-roledescription|title|placeholder|label|rowLabel|unit|alt|description)$/;

/** Two letters in a row: a word, a unit or an abbreviation. Single letters and signs need no translation. */
const isWord = (text: string) => /\p{L}{2}/u.test(text);

/** Literal words in what an expression can show: in both branches of a condition, in templates, in sums. */
function wordsIn(node: ts.Node): string[] {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node))
    return isWord(node.text) ? [node.text] : [];
  if (ts.isTemplateExpression(node))
    return [node.head, ...node.templateSpans.map(({ literal }) => literal)].flatMap(({ text }) =>
      isWord(text) ? [text] : [],
    );
  if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(wordsIn);
  if (ts.isBinaryExpression(node)) {
    const isCondition = node.operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken;
    const isSum = [
      ts.SyntaxKind.PlusToken,
      ts.SyntaxKind.QuestionQuestionToken,
      ts.SyntaxKind.BarBarToken,
    ].includes(node.operatorToken.kind);
    return [...(isSum ? wordsIn(node.left) : []), ...(isSum || isCondition ? wordsIn(node.right) : [])];
  }
  if (ts.isParenthesizedExpression(node)) return wordsIn(node.expression);
  return [];
}

/** Literal words the JSX of a file shows or says, with their lines. */
function literalWords(path: string): string[] {
  const file = ts.createSourceFile(
    path,
    readFileSync(path, 'utf8'),
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  const found: string[] = [];
  const note = (node: ts.Node, words: readonly string[]) => {
    const { line } = file.getLineAndCharacterOfPosition(node.getStart());
    for (const word of words) found.push(`${path.slice(renderer.length + 1)}:${line + 1} ${word.trim()}`);
  };
  const visit = (node: ts.Node): void => {
    if (ts.isJsxText(node) && isWord(node.text)) note(node, [node.text]);
    if (
      ts.isJsxAttribute(node) &&
      saidAttributes.test(node.name.getText()) &&
      node.initializer !== undefined
    ) {
      const { initializer } = node;
      note(
        node,
        wordsIn(ts.isJsxExpression(initializer) ? (initializer.expression ?? initializer) : initializer),
      );
    }
    if (ts.isJsxExpression(node) && !ts.isJsxAttribute(node.parent) && node.expression !== undefined)
      note(node, wordsIn(node.expression));
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

it('finds no literal words in the components: they are in renderer/ui/text.ts', () => {
  const components = readdirSync(renderer, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.tsx'),
  );
  expect(components.length).toBeGreaterThan(30);
  const keys = /^(Enter|Esc)$/;
  expect(
    components
      .flatMap((name) => literalWords(join(renderer, name)))
      .filter((found) => !keys.test(found.split(' ')[1] ?? '')),
  ).toEqual([]);
});
